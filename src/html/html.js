// Sorts and filters tables of the class "sortable": our own, no library, nothing is loaded or sent. All that can be
// seen of it is made here, so that without a script the tables read as they are. See docs/architecture.md, "HTML".
'use strict';
(() => {
// beyond this a browser needs many seconds for one click
const mostRows = 10000;
// names as DIN 5007 has them, numbers inside words by their value
const collator = new Intl.Collator('de', {numeric: true});
const number = new Intl.NumberFormat('de-DE');
const cell = (row, column) => row.cells[column].textContent.trim();

// A day or a number at the beginning of s as a number; null: nothing there; NaN: words.
function valueOf(s) {
  if (s === '' || s === '–')
    return null;
  const day = /^(\d\d)\.(\d\d)\.(\d{4})(?!\d)/.exec(s);
  if (day)
    return Number(day[3] + day[2] + day[1]);
  const n = /^([+−-]?)±?(\d+(?:[.\u00a0\u2009\u202f]\d{3})*)(?:,(\d+))?(?![\d.,\p{L}])/u.exec(s);
  return n ? (n[1] === '−' || n[1] === '-' ? -1 : 1) * Number(n[2].replace(/\D/g, '') + '.' + (n[3] || 0)) : NaN;
}

// Values before words before nothing, whichever way; equal ones stay as they stood.
function compare(a, b, way) {
  if (a.rank !== b.rank)
    return a.rank - b.rank;
  return way * (a.rank ? collator.compare(a.text, b.text) : a.value - b.value);
}

function keysOf(rows, column) {
  const keys = new Map();
  let values = 0, words = 0;
  for (const row of rows) {
    const text = cell(row, column), value = valueOf(text);
    keys.set(row, {text, value, rank: value === null ? 2 : Number.isNaN(value) ? 1 : 0});
    values += value !== null && !Number.isNaN(value);
    words += Number.isNaN(value);
  }
  // where words prevail, a number is only a word that begins with a digit
  if (words > values)
    for (const key of keys.values())
      key.rank ||= 1;
  return keys;
}

// A run of rows between headings and sums is sorted by itself: a row never leaves its group.
function sortBody(body, rows, width, keys, way) {
  const order = document.createDocumentFragment();
  let run = [];
  const flush = () => {
    if (keys)
      run.sort((a, b) => compare(keys.get(a), keys.get(b), way));
    order.append(...run.splice(0, 5000));
    while (run.length)
      order.append(...run.splice(0, 5000));
  };
  for (const row of rows) {
    if (isPlain(row, width)) {
      run.push(row);
    } else {
      flush();
      order.append(row);
    }
  }
  flush();
  body.append(order);
}

const isPlain = (row, width) => row.cells.length === width && !row.classList.contains('sum');

// The words that stand in a line, without case and marks; those of its group's heading count, too.
const fold = (s) => s.toLocaleLowerCase('de').normalize('NFD').replace(/\p{M}/gu, '').replace(/ß/g, 'ss');

// The lowest cell of the head for each column; null where one cell heads several columns.
function headCells(table) {
  const grid = [];
  [...table.tHead.rows].forEach((row, y) => {
    let x = 0;
    for (const th of row.cells) {
      while (grid[x] && grid[x].until > y)
        x++;
      for (let i = 0; i < th.colSpan; i++, x++)
        grid[x] = {cell: th.colSpan === 1 && th.tagName === 'TH' ? th : null, until: y + th.rowSpan};
    }
  });
  return grid.map((g) => g.cell);
}

function element(name, properties, ...children) {
  const e = Object.assign(document.createElement(name), properties);
  e.append(...children);
  return e;
}

function enhance(table, index) {
  const heads = headCells(table), width = heads.length;
  const bodies = [...table.tBodies].map((body) => ({body, rows: [...body.rows]}));
  const rows = bodies.flatMap((b) => b.rows.filter((row) => isPlain(row, width)));
  if (rows.length < 2 || table.querySelector('tbody [rowspan]'))
    return;
  const outer = table.closest('.scroll') || table, id = 'filter_' + index;
  const all = number.format(rows.length);
  if (rows.length > mostRows) {
    outer.before(element('div', {className: 'tools'}, element('p', {}, all +
      ' Zeilen: zu viele, um sie hier zu sortieren und zu filtern.')));
    return;
  }
  const field = element('input', {type: 'search', id, autocomplete: 'off', spellcheck: false});
  field.setAttribute('aria-describedby', table.caption.id);
  const label = element('label', {htmlFor: id}, 'Liste filtern');
  const count = element('p', {}, all + ' Zeilen');
  const said = element('p', {className: 'hidden'});
  count.setAttribute('role', 'status');
  said.setAttribute('role', 'status');
  outer.before(element('div', {className: 'tools'}, label, field, count, said));

  let folded = null, timer = 0;
  function filter() {
    const wanted = fold(field.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    if (!folded) {
      folded = new Map();
      for (const b of bodies) {
        const head = b.rows.find((row) => row.classList.contains('group'));
        for (const row of b.rows)
          folded.set(row, fold([...row.cells, ...(head ? head.cells : [])].map((c) => c.textContent).join(' ')));
      }
    }
    for (const b of bodies) {
      let here = 0;
      for (const row of b.rows) {
        if (!isPlain(row, width))
          continue;
        row.hidden = !wanted.every((word) => folded.get(row).includes(word));
        here += !row.hidden;
      }
      for (const row of b.rows)
        if (!isPlain(row, width))
          row.hidden = wanted.length > 0 && !(row.classList.contains('group') && here);
      shown += here;
    }
    count.textContent = wanted.length ? number.format(shown) + ' von ' + all + ' Zeilen' : all + ' Zeilen';
    count.classList.toggle('some', wanted.length > 0);
  }
  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(filter, rows.length > 2000 ? 250 : 60);
  });

  let sorted = null;
  function sort(column) {
    const th = heads[column], now = th.getAttribute('aria-sort');
    const next = now === 'ascending' ? 'descending' : now === 'descending' ? 'none' : 'ascending';
    if (sorted)
      sorted.setAttribute('aria-sort', 'none');
    th.setAttribute('aria-sort', next);
    sorted = th;
    const keys = next === 'none' ? null : keysOf(rows, column);
    for (const b of bodies)
      sortBody(b.body, b.rows, width, keys, next === 'descending' ? -1 : 1);
    said.textContent = next === 'none' ? 'Ursprüngliche Reihenfolge' : 'Sortiert nach ' + th.firstElementChild.innerText.trim() +
      (next === 'ascending' ? ', aufsteigend' : ', absteigend');
  }
  heads.forEach((th, column) => {
    if (!th)
      return;
    // a link to a footnote stays outside: no link inside a button
    const words = [...th.childNodes].filter((node) => node.nodeName !== 'SUP');
    const button = element('button', {type: 'button'}, ...words);
    button.addEventListener('click', () => sort(column));
    th.prepend(button);
    th.setAttribute('aria-sort', 'none');
  });
}

document.querySelectorAll('table.sortable').forEach(enhance);
})();
