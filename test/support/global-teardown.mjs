export default async () => {
  await globalThis.stopTestCluster?.();
};
