// The yardstick: the same question in SQL over the same files. Prints one line of JSON: seconds, peak memory, counts.
// Usage: node duckdb.mjs DIR THREADS
import { DuckDBInstance } from '@duckdb/node-api';
import { readFileSync } from 'node:fs';

const [dir, threads] = process.argv.slice(2);
const day = "DATE '2023-11-30'";

// Rule set uelzen-ga-08-2019, without changed requirements and pauses: less than the program does.
const sql = `
WITH state AS (
  SELECT Kundennummer AS nr, first(Geburtsdatum ORDER BY ab DESC) AS born, first(Status ORDER BY ab DESC) AS status,
         first(Profillage ORDER BY ab DESC) AS profile, min(seit) AS start, first(seit ORDER BY ab DESC) AS seit,
         first(bis ORDER BY ab DESC) AS bis
  FROM (SELECT *, coalesce("Gültig ab", "Betreuung seit") AS ab, "Betreuung seit" AS seit, "Betreuung bis" AS bis
        FROM read_csv('${dir}/kunden.csv', delim=';', header=true, dateformat='%d.%m.%Y',
             types={'Kundennummer':'VARCHAR','Geburtsdatum':'DATE','Betreuung seit':'DATE','Betreuung bis':'DATE',
                    'Gültig ab':'DATE','Status':'VARCHAR','Profillage':'VARCHAR'}))
  WHERE ab <= ${day} GROUP BY nr),
contact AS (
  SELECT Kundennummer AS nr, max(Datum) AS last, count(DISTINCT Datum) AS n
  FROM read_csv('${dir}/kontakte.csv', delim=';', header=true, dateformat='%d.%m.%Y',
       types={'Kundennummer':'VARCHAR','Datum':'DATE','Vermerkart':'VARCHAR','Kontaktart':'VARCHAR',
              'Gesprächspartner':'VARCHAR'})
  WHERE Datum <= ${day} AND Vermerkart IN ('Beratungsvermerk','Beratungsvermerk zur Standortbestimmung')
    AND Kontaktart IN ('persönlich','telefonisch') AND Gesprächspartner IN ('IFK','bFM')
  GROUP BY nr),
due AS (
  SELECT s.nr, status, c.last, coalesce(c.last, s.start) + CASE
    WHEN born + INTERVAL 25 YEAR > ${day} AND status = 'arbeitslos' THEN INTERVAL 1 MONTH
    WHEN profile IN ('I','Z') THEN INTERVAL 6 MONTH
    WHEN status = 'arbeitslos' THEN INTERVAL 3 MONTH END AS due
  FROM state s LEFT JOIN contact c ON c.nr = s.nr AND c.last >= s.start - 31
  WHERE s.seit <= ${day} AND (s.bis IS NULL OR s.bis >= ${day}))
SELECT CASE WHEN due IS NULL THEN 'nicht_geregelt' WHEN due < ${day} THEN CASE WHEN last IS NULL THEN 'nie' ELSE
  'ueberfaellig' END WHEN last IS NULL THEN 'neu' WHEN due - INTERVAL 14 DAY <= ${day} THEN 'faellig' ELSE 'erfuellt'
  END AS verdict, count(*)::INTEGER AS n FROM due GROUP BY verdict ORDER BY verdict`;

const db = await DuckDBInstance.create(':memory:', { threads });
const connection = await db.connect();
const before = process.hrtime.bigint();
const cpu = process.cpuUsage();
const reader = await connection.runAndReadAll(sql);
const used = process.cpuUsage(cpu);
const peak = readFileSync('/proc/self/status', 'utf8').match(/VmHWM:\s+(\d+)/)[1] / 1024;
console.log(JSON.stringify({
  wall: Number(process.hrtime.bigint() - before) / 1e9,
  cpu: (used.user + used.system) / 1e6,
  mib: Math.round(peak),
  verdicts: Object.fromEntries(reader.getRows()),
}));
