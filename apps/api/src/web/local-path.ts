/** A path on this host to go on to, or `/`: never another host, whatever the address said. */
export function localPath(text: unknown): string {
  if (typeof text !== 'string' || !text.startsWith('/') || /^\/[/\\]|[\\\u0000-\u001f]/.test(text))
    return '/';
  return text;
}
