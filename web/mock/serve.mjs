/** Serves the mock desk and the built page for looking at screens: node mock/serve.mjs [port]. For development only. */
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { answer } from './answer.mjs';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json' };
const policy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; worker-src 'self' blob:; connect-src 'self'";

async function bodyOf(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  const text = Buffer.concat(parts).toString('utf8');
  return request.headers['content-type']?.includes('json') && text ? JSON.parse(text) : {};
}

async function file(path, response) {
  const wanted = normalize(join(dist, path));
  const name = wanted.startsWith(dist) && extname(wanted) ? wanted : join(dist, 'index.html');
  try {
    response.writeHead(200, { 'content-type': types[extname(name)] ?? 'application/octet-stream', 'content-security-policy': policy });
    response.end(await readFile(name));
  } catch {
    response.end();
  }
}

function live(response) {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write('event: ping\ndata: {}\n\n');
  const beat = setInterval(() => response.write('event: ping\ndata: {}\n\n'), 15_000);
  response.on('close', () => clearInterval(beat));
}

createServer(async (request, response) => {
  const url = new URL(request.url, 'http://mock');
  if (url.pathname === '/live') return live(response);
  if (!url.pathname.startsWith('/api/v1')) return file(url.pathname, response);
  const role = /outpace_mock=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? null;
  const result = answer({ method: request.method, path: url.pathname.slice(7), query: url.searchParams, body: await bodyOf(request), headers: request.headers, role });
  const headers = { 'content-type': result.status < 400 ? 'application/json' : 'application/problem+json' };
  if ('role' in result) headers['set-cookie'] = `outpace_mock=${result.role ?? ''}; Path=/; HttpOnly${result.role ? '' : '; Max-Age=0'}`;
  response.writeHead(result.status, headers);
  return response.end(result.body === null ? undefined : JSON.stringify(result.body));
}).listen(Number(process.argv[2] ?? 8010), '127.0.0.1');
