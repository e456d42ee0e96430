// as apps/api/src/pages/days/a.ts breaks no-restricted-syntax
export function linkTo(request: { get(name: string): string | undefined }): string {
  return `https://${request.get('host') ?? ''}/sign-off`;
}
