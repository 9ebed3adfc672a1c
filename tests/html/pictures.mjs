// Lays pictures side by side: what a PDF shows of an example and what the HTML shows.
//   node pictures.mjs JOBS.json     [{"out": "x.png", "panels": [{"label": "PDF", "png": "a.png", "top": 113}, {"label": "HTML", "html": "a.html"}]}]
// top: where it begins, in px of the picture; an HTML without it begins below its title.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { openBrowser } from './browser.mjs';

const panelWidth = 630, scale = 0.72; // of 868 px, the column of the HTML
const jobs = JSON.parse(readFileSync(process.argv[2], 'utf-8'));
const browser = await openBrowser();

async function shoot(file) {
    const context = await browser.newContext({ viewport: { width: 917, height: 1200 }, deviceScaleFactor: scale });
    const page = await context.newPage();
    await page.goto(pathToFileURL(file).href);
    await page.evaluate(() => document.fonts.ready);
    const picture = await page.screenshot({ fullPage: true });
    const title = await page.locator('h1').evaluate((h1) => h1.getBoundingClientRect().bottom);
    await context.close();
    return { data: picture.toString('base64'), title: Math.ceil(title * scale) };
}

// Runs in the page: the picture without the white around it, as wide as a panel.
async function trim({ data, top, bottom, width, whole }) {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.width;
    canvas.height = image.height;
    const pen = canvas.getContext('2d');
    pen.drawImage(image, 0, 0);
    if (whole)
        return { data: canvas.toDataURL(), width: image.width };
    const pixels = pen.getImageData(0, 0, image.width, image.height).data;
    const isInk = (x, y) => pixels[4 * (y * image.width + x)] + pixels[4 * (y * image.width + x) + 1] < 500;
    const rows = [], columns = [];
    for (let y = top ?? 0; y < image.height - (bottom ?? 0); y++)
        for (let x = 0; x < image.width; x++)
            if (isInk(x, y)) {
                rows.push(y);
                columns.push(x);
            }
    const y0 = rows[0], y1 = rows[rows.length - 1] + 1, x0 = columns.reduce((a, b) => Math.min(a, b), image.width);
    const out = document.createElement('canvas');
    out.width = width;
    out.height = y1 - y0 + 4;
    const outPen = out.getContext('2d');
    outPen.fillStyle = '#fff';
    outPen.fillRect(0, 0, out.width, out.height);
    outPen.drawImage(canvas, Math.max(x0 - 2, 0), y0 - 2, width, out.height, 0, 0, width, out.height);
    return { data: out.toDataURL(), width };
}

const context = await browser.newContext({ viewport: { width: 1340, height: 800 } });
const page = await context.newPage();
for (const job of jobs) {
    await page.setContent('<body style="margin:0;background:#fff"></body>');
    const panels = [];
    for (const panel of job.panels) {
        const { data, title } = panel.html ? await shoot(panel.html) : { data: readFileSync(panel.png).toString('base64') };
        const top = panel.top ?? title;
        panels.push({ label: panel.label,
            ...await page.evaluate(trim, { data, top, bottom: panel.bottom, width: panelWidth, whole: panel.whole }) });
    }
    await page.evaluate((all) => {
        document.body.innerHTML = '<div id="sheet" style="display:inline-flex;gap:32px;padding:16px 20px;align-items:flex-start;background:#fff"></div>';
        for (const { label, data, width } of all) {
            const box = document.createElement('div');
            box.innerHTML = `<div style="font:600 13px sans-serif;color:#57606a;border-bottom:1px solid #d8dde2;padding-bottom:6px;margin-bottom:12px;width:${width}px">${label}</div><img src="${data}" style="display:block">`;
            document.getElementById('sheet').append(box);
        }
    }, panels);
    await page.locator('#sheet').screenshot({ path: job.out });
}
await browser.close();
