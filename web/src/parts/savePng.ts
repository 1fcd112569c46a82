/** Save a picture the page drew. */

/** Offer a data address as a file. */
export function savePng(data: string, name: string): void {
  const link = document.createElement('a');
  link.href = data;
  link.download = `${name}.png`;
  link.click();
}
