// What the scripts of this folder share: the browser that is there, without anything that would reach for a network.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

export async function openBrowser() {
    const found = process.env.CHROMIUM ??
        ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
    if (!found) {
        console.error('kein Chromium gefunden; CHROMIUM=... nennt eines');
        process.exit(2);
    }
    return chromium.launch({
        executablePath: found,
        args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
            '--disable-component-update', '--disable-sync'],
    });
}
