/** What is wrong with the app, as a page: the text that the terminal shows, and nothing that could be taken for markup. */
export function errorPage(text: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>gatic: the app does not build</title>
<style>
  body { margin: 0; padding: 2rem; background: #14161b; color: #e8e8e8; font: 14px/1.5 ui-monospace, monospace }
  h1 { font-size: 1rem; color: #ff7b72 }
  pre { white-space: pre-wrap }
</style>
<h1>The app does not build. Other requests are answered by its last version that did.</h1>
<pre>${escaped(text)}</pre>
</html>
`
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character]!)
