// A server for the files of this folder and those above it: node examples/browser/serve.mjs [port]
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const types = {
  '.css': 'text/css',
  '.csv': 'text/csv',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
}

/** Serves the files below a folder on this machine alone; resolves when the server listens. */
export async function serve(folder, port = 0) {
  const server = createServer(async (request, response) => {
    try {
      const path = join(folder, decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname))
      const file = path.endsWith(sep) ? join(path, 'index.html') : path
      if (!file.startsWith(join(folder, sep)) || !(await stat(file)).isFile()) throw new Error('no such file')
      response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream')
      createReadStream(file).pipe(response)
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return { server, url: `http://127.0.0.1:${server.address().port}/` }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const { url } = await serve(root, Number(process.argv[2] ?? 8080))
  console.log(`${url}examples/browser/`)
}
