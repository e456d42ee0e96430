// our own TypeScript sources import './x.js'; let Jest find './x.ts' (not inside node_modules)
module.exports = (request, options) => {
  if (/^\.{1,2}\/.*\.js$/.test(request) && !options.basedir.includes('/node_modules/')) {
    try {
      return options.defaultResolver(request.replace(/\.js$/, '.ts'), options);
    } catch {
      /* a real .js */
    }
  }
  return options.defaultResolver(request, options);
};
