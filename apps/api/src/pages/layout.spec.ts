import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import nunjucks from 'nunjucks';

const govuk = join(dirname(createRequire(__filename).resolve('govuk-frontend/package.json')), 'dist');
const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader([__dirname, govuk]));

/** What a page says outside of its landmarks (and the link over them): screen readers pass it by. */
function outsideLandmarks(html: string): string {
  const body = html.slice(html.indexOf('<body'));
  return ['script', 'header', 'main', 'footer']
    .reduce((rest, tag) => rest.replace(new RegExp(`<${tag}[\\s>].*?</${tag}>`, 'gs'), ''), body)
    .replace(/<a [^>]*class="govuk-skip-link".*?<\/a>/s, '')
    .replace(/<[^>]*>/g, '')
    .trim();
}

describe('the frame of every page', () => {
  it('has all it says in landmarks', () => {
    const html = environment.render('layout.njk', {
      page: { title: 'A page', actorName: 'Ada Example', navigation: [{ text: 'Runs', href: '/runs' }] },
    });
    expect(html).toContain('This is a new service.');
    expect(html).toContain('Signed in as Ada Example');
    expect(outsideLandmarks(html)).toBe('');
  });

  it('would be seen to say something beside them', () => {
    const html = '<body><header>In</header><div><p>Beside</p></div><main>In</main></body>';
    expect(outsideLandmarks(html)).toBe('Beside');
  });
});
