/** Save a picture the page drew. */

/** Offer a data address as a file. */
export function savePng(data: string, name: string): void {
  const link = document.createElement('a');
  link.href = data;
  link.download = `${name}.png`;
  link.click();
}

const styled = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'font-family', 'font-size', 'font-weight', 'text-anchor', 'paint-order'];

/** Save an SVG of the page with the colours and letters it has here, twice as fine as the screen. */
export async function saveSvgAsPng(svg: SVGSVGElement, name: string): Promise<void> {
  const { width, height } = svg.getBoundingClientRect();
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(withStyles(svg)))}`;
  await picture.decode();
  const canvas = Object.assign(document.createElement('canvas'), { width: 2 * width, height: 2 * height });
  const pen = canvas.getContext('2d')!;
  pen.fillStyle = getComputedStyle(document.body).backgroundColor;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  savePng(canvas.toDataURL('image/png'), name);
}

/** Copy a drawing with the styles it got from the page written into it. */
function withStyles(svg: SVGSVGElement): SVGSVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const [from, to] = [svg, copy].map((one) => [one, ...one.querySelectorAll<SVGElement>('*')]);
  from!.forEach((element, index) => {
    const style = getComputedStyle(element);
    for (const property of styled) to![index]!.style.setProperty(property, style.getPropertyValue(property));
  });
  return copy;
}
