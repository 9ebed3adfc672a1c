// Opens each file in headless Chromium, in light and dark, at 320 and 1280 px, and asks axe-core. Also looks for what
// axe does not: a page wider than its window, anything loaded, errors, elements that stick out of their picture.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { openBrowser } from './browser.mjs';

const axe = createRequire(import.meta.url)('axe-core').source;
const files = process.argv.slice(2);

// Runs in the page: words of a chart that leave their drawing.
function strayText() {
    const stray = [];
    for (const svg of document.querySelectorAll('svg.chart')) {
        const outer = svg.getBoundingClientRect();
        if (!outer.width)
            continue;
        for (const text of svg.querySelectorAll('text')) {
            const box = text.getBoundingClientRect();
            if (box.left < outer.left - 2 || box.right > outer.right + 2)
                stray.push(text.textContent);
        }
    }
    return stray;
}

let findings = 0;
function report(file, form, what) {
    findings++;
    console.log(`${file} (${form}): ${what}`);
}

async function check(browser, file, colorScheme, width) {
    const form = `${colorScheme}, ${width} px`;
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true });
    const page = await context.newPage();
    const address = pathToFileURL(file).href;
    page.on('request', (request) => {
        if (request.url() !== address)
            report(file, form, `lädt ${request.url()}`);
    });
    page.on('pageerror', (error) => report(file, form, `Fehler: ${error.message}`));
    await page.goto(address);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (wide > 0)
        report(file, form, `Seite ist ${wide} px breiter als das Fenster`);
    const fonts = await page.evaluate(() => document.fonts.ready.then((f) => [...f].map((face) => face.status)));
    if (!fonts.includes('loaded') || fonts.includes('error'))
        report(file, form, `die eigenen Schriften fehlen: ${fonts.join(', ')}`);
    for (const text of await page.evaluate(strayText))
        report(file, form, `Schrift ragt aus dem Schaubild: ${text}`);
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
    for (const v of violations)
        for (const node of v.nodes)
            report(file, form, `axe ${v.id}: ${v.help}\n    ${node.html.slice(0, 200)}\n    ${node.failureSummary}`);
    await context.close();
}

const browser = await openBrowser();
try {
    for (const file of files)
        for (const scheme of ['light', 'dark'])
            for (const width of [320, 1280])
                await check(browser, file, scheme, width);
} finally {
    await browser.close();
}
console.log(`axe-core: ${files.length} Datei(en), ${findings} Befund(e)`);
process.exit(findings ? 1 : 0);
