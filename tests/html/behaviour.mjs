// What the pages of tests/html/pages do in a browser: by the keyboard, without a script, on paper.
//   node behaviour.mjs FOLDER     with tabellen.html, liste.html, lang.html, beside it green/; writes liste.pdf and gefiltert.pdf there
import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import { openBrowser } from './browser.mjs';

const folder = process.argv[2];
const address = (name) => pathToFileURL(`${folder}/${name}.html`).href;
const browser = await openBrowser();
let passed = 0, failed = 0;

// A page of its own for each test; whatever it loads, throws or is refused is a fault.
async function test(name, file, what, options = {}) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    const faults = [];
    page.on('request', (request) => request.url() === address(file) || faults.push(`lädt ${request.url()}`));
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => faults.push(message.text()));
    try {
        await page.goto(address(file));
        await what(page);
        assert.deepEqual(faults, []);
        passed++;
    } catch (error) {
        failed++;
        console.log(`FAIL: ${name}\n${error.message}`);
    }
    await context.close();
}

const rowsOf = (page, table) => page.$$eval(`#${table} tbody tr`,
    (rows) => rows.filter((row) => !row.hidden).map((row) => row.cells[0].textContent));
const headOf = (page, table, name) => page.locator(`#${table} thead th`, { hasText: name });

// Presses Tab until the element that this finds has the focus.
async function tabTo(page, selector) {
    for (let i = 0; i < 60; i++) {
        await page.keyboard.press('Tab');
        if (await page.evaluate((s) => document.activeElement.matches(s), selector))
            return;
    }
    assert.fail(`mit Tab nicht zu erreichen: ${selector}`);
}

const asDelivered = ['Öztürk', 'Zander', 'Ärzte 10', 'Ärzte 2', 'Oswald', 'zusammen'];

await test('ohne Skript ist nichts davon zu sehen', 'tabellen', async (page) => {
    assert.equal(await page.locator('button, input, .tools').count(), 0);
    assert.deepEqual(await rowsOf(page, 't-werte'), asDelivered);
    assert.equal(await page.locator('#t-gruppen tbody tr').count(), 7);
}, { javaScriptEnabled: false });

await test('der Sprung zum Inhalt ist der erste Halt', 'tabellen', async (page) => {
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Zum Inhalt springen');
    await page.keyboard.press('Enter');
    assert.ok(page.url().endsWith('#main_'));
});

await test('sortiert mit der Tastatur, sagt es an und findet zurück', 'tabellen', async (page) => {
    await tabTo(page, '#t-werte thead button');
    const th = headOf(page, 't-werte', 'Name'), said = page.locator('.tools').first().locator('[role=status].hidden');
    assert.equal(await th.getAttribute('aria-sort'), 'none');
    await page.keyboard.press('Enter');
    assert.equal(await th.getAttribute('aria-sort'), 'ascending');
    // DIN 5007: Ä as A, Ö as O, numbers by value; the sum stays where it is
    assert.deepEqual(await rowsOf(page, 't-werte'), ['Ärzte 2', 'Ärzte 10', 'Oswald', 'Öztürk', 'Zander', 'zusammen']);
    assert.equal(await said.textContent(), 'Sortiert nach Name, aufsteigend');
    await page.keyboard.press('Space');
    assert.equal(await th.getAttribute('aria-sort'), 'descending');
    assert.deepEqual(await rowsOf(page, 't-werte'), ['Zander', 'Öztürk', 'Oswald', 'Ärzte 10', 'Ärzte 2', 'zusammen']);
    await page.keyboard.press('Enter');
    assert.equal(await th.getAttribute('aria-sort'), 'none');
    assert.deepEqual(await rowsOf(page, 't-werte'), asDelivered);
    assert.equal(await said.textContent(), 'Ursprüngliche Reihenfolge');
});

// column, one click, two clicks: numbers by value, nothing last, words between; equal ones stay in their order
const sorted = {
    'Anteil': [['Zander', 'Öztürk', 'Oswald', 'Ärzte 10', 'Ärzte 2'], ['Ärzte 10', 'Öztürk', 'Oswald', 'Zander', 'Ärzte 2']],
    'derung': [['Ärzte 2', 'Öztürk', 'Ärzte 10', 'Oswald', 'Zander'], ['Zander', 'Oswald', 'Ärzte 10', 'Öztürk', 'Ärzte 2']],
    'Tag': [['Ärzte 10', 'Zander', 'Öztürk', 'Oswald', 'Ärzte 2'], ['Öztürk', 'Zander', 'Ärzte 10', 'Oswald', 'Ärzte 2']],
    'Zahl': [['Oswald', 'Ärzte 10', 'Öztürk', 'Ärzte 2', 'Zander'], ['Ärzte 2', 'Öztürk', 'Ärzte 10', 'Oswald', 'Zander']],
};
for (const [column, ways] of Object.entries(sorted))
    await test(`sortiert nach Wert: ${column}`, 'tabellen', async (page) => {
        for (const expected of ways) {
            await headOf(page, 't-werte', column).locator('button').click();
            assert.deepEqual(await rowsOf(page, 't-werte'), [...expected, 'zusammen']);
        }
        // another column: the first one says that it no longer decides
        await headOf(page, 't-werte', 'Name').locator('button').click();
        assert.equal(await headOf(page, 't-werte', column).getAttribute('aria-sort'), 'none');
    });

await test('Zeilen bleiben in ihrer Gruppe', 'tabellen', async (page) => {
    await headOf(page, 't-gruppen', 'Tage').locator('button').click();
    assert.deepEqual(await rowsOf(page, 't-gruppen'), ['Team Süd', 'S2', 'S1', 'S3', 'Team Nord', 'N2', 'N1']);
});

await test('filtert mit der Tastatur und zählt', 'tabellen', async (page) => {
    await tabTo(page, 'input[type=search]');
    assert.equal(await page.evaluate(() => document.activeElement.labels[0].textContent), 'Liste filtern');
    const count = page.locator('.tools').first().locator('p').first();
    assert.equal(await count.getAttribute('role'), 'status');
    assert.equal(await count.textContent(), '5 Zeilen');
    await page.keyboard.type('ARZTE');
    await page.locator('.tools p.some').waitFor();
    assert.equal(await count.textContent(), '2 von 5 Zeilen');
    assert.deepEqual(await rowsOf(page, 't-werte'), ['Ärzte 10', 'Ärzte 2']);
    await page.keyboard.type(' 2023'); // both words must be there
    await page.waitForTimeout(300);
    assert.deepEqual(await rowsOf(page, 't-werte'), ['Ärzte 10']);
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await page.waitForTimeout(300);
    assert.equal(await count.textContent(), '5 Zeilen');
    assert.deepEqual(await rowsOf(page, 't-werte'), asDelivered);
});

await test('der Filter lässt die Gruppe über ihren Zeilen stehen', 'tabellen', async (page) => {
    const field = page.getByLabel('Liste filtern').nth(1);
    await field.fill('n2');
    await page.waitForTimeout(300);
    assert.deepEqual(await rowsOf(page, 't-gruppen'), ['Team Nord', 'N2']);
    await field.fill('süd');
    await page.waitForTimeout(300);
    assert.deepEqual(await rowsOf(page, 't-gruppen'), ['Team Süd', 'S1', 'S2', 'S3']);
    await headOf(page, 't-gruppen', 'Fall').locator('button').click();
    assert.deepEqual(await rowsOf(page, 't-gruppen'), ['Team Süd', 'S1', 'S2', 'S3']);
});

await test('Fußnoten führen hin und zurück', 'tabellen', async (page) => {
    await page.locator('a[href="#ohne"]').first().click();
    assert.ok(page.url().endsWith('#ohne'));
    assert.equal(await page.locator('#ohne a').first().getAttribute('aria-label'), 'Fußnote 2, zurück zur Tabelle');
    await page.locator('#ohne a').first().click();
    assert.ok(page.url().endsWith('#r_ohne'));
    assert.equal(await page.locator('#r_ohne').textContent(), '2');
});

await test('was breiter ist als ein Telefon, rollt mit der Tastatur', 'tabellen', async (page) => {
    const region = page.getByRole('group', { name: 'Eine Zeile, die auf kein Telefon passt' });
    assert.equal(await page.locator('#fussnoten .scroll').count(), 0);
    await region.focus();
    await page.keyboard.press('ArrowRight');
    await page.waitForTimeout(300);
    assert.ok(await region.evaluate((e) => e.scrollLeft) > 0);
}, { viewport: { width: 320, height: 800 } });

await test('kein anderes Skript darf laufen', 'tabellen', async (page) => {
    page.removeAllListeners('console');
    await page.evaluate(() => {
        const script = document.createElement('script');
        script.textContent = 'document.title = "fremd"';
        document.body.append(script);
        const image = document.createElement('div');
        image.innerHTML = '<img src="data:image/png;base64,AAAA" onerror="document.title=\'fremd\'">';
        document.body.append(image);
    });
    await page.waitForTimeout(300);
    assert.equal(await page.title(), 'Tabellen');
});

await test('das Logo darf sich zeigen', '../green/tabellen', async (page) => {
    assert.ok(await page.locator('img.logo').evaluate((image) => image.naturalWidth) > 0);
});

await test('3.000 Zeilen: sortiert in ihren Gruppen, gefiltert', 'liste', async (page) => {
    assert.equal(await page.locator('.tools p').first().textContent(), '3.000 Zeilen');
    await page.locator('thead button', { hasText: 'Tage' }).click();
    const days = await page.$$eval('tbody', (bodies) => bodies.map((body) => [...body.rows].slice(1)
        .map((row) => row.cells[6].textContent)));
    assert.deepEqual(days.map((d) => d.length), [1000, 1000, 1000]);
    for (const of of days) {
        const numbers = of.filter((d) => d !== '–').map(Number);
        assert.deepEqual(numbers, [...numbers].sort((a, b) => a - b));
        assert.ok(of.slice(numbers.length).every((d) => d === '–') && numbers.length < of.length);
    }
    await page.getByLabel('Liste filtern').fill('sahin k0029');
    await page.locator('.tools p.some').waitFor();
    const left = await page.$$eval('tbody tr:not(.group):not([hidden])', (rows) => rows.map((r) => r.textContent));
    assert.ok(left.length > 5 && left.every((r) => /^K0029.*Şahin/.test(r)));
    assert.equal(await page.locator('.tools p').first().textContent(), `${left.length} von 3.000 Zeilen`);
    await page.pdf({ path: `${folder}/gefiltert.pdf`, preferCSSPageSize: true });
});

await test('auf Papier', 'liste', (page) => page.pdf({ path: `${folder}/liste.pdf`, preferCSSPageSize: true }));
await test('auf Papier, alles andere', 'tabellen', (page) => page.pdf({ path: `${folder}/tabellen-papier.pdf`, preferCSSPageSize: true }));

await test('eine Liste, die zu lang ist, sagt es', 'lang', async (page) => {
    assert.equal(await page.locator('.tools').textContent(),
        '12.000 Zeilen: zu viele, um sie hier zu sortieren und zu filtern.');
    assert.equal(await page.locator('button, input').count(), 0);
});

await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
