// SPDX-License-Identifier: MIT
// The pages in headless Chromium, with scripts off and by keyboard. PICTURES=folder writes the pictures of the README.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { email, PASSWORD, startWorld } from './world.js';

const { PICTURES, LOOK } = process.env;

let world;
let chrome;
before(async () => {
    world = await startWorld();
    chrome = await chromium.launch({ executablePath: process.env.CHROMIUM,
        args: process.getuid() === 0 ? ['--no-sandbox'] : [] });
});
after(async () => {
    await chrome?.close();
    await world.close();
});

async function newPage(options = {}) {
    const context = await chrome.newContext({ javaScriptEnabled: false, viewport: { width: 560, height: 640 },
        ...options });
    context.setDefaultTimeout(60000);
    return context.newPage();
}

// Both for people who look at every page (LOOK) and for the README (PICTURES).
async function picture(page, name, isForReadme) {
    if (LOOK) await page.screenshot({ path: join(LOOK, `${name}.png`) });
    if (PICTURES && isForReadme) await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}

const begin = (page, clientId, changes) => page.goto(world.request(clientId, changes).url);

async function signIn(page, user) {
    await page.getByLabel('E-mail address').fill(email(user));
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
}

test('a partner at Acme: from the application and back, with consent that names the organization', async () => {
    const page = await newPage();
    await page.goto(world.applications.origin);
    await page.getByRole('link', { name: 'Trailmap, a partner, at Acme' }).click();
    await picture(page, 'login', false);
    await signIn(page, 'ada');
    await page.getByRole('heading', { name: 'Allow Trailmap access?' }).waitFor();
    assert.equal(await page.getByText('In Acme Outdoors only').count(), 1);
    await picture(page, 'consent', true);
    await page.getByRole('button', { name: 'Allow', exact: true }).click();
    await page.waitForURL(`${world.applications.origin}/**`);
    assert.match(await page.locator('pre').textContent(), /"org_id": "org_acme"/);
    await picture(page, 'tokens', false);
});

test('the same partner at Northwind: an error with the remedy, not a redirect', async () => {
    const page = await newPage();
    await page.goto(world.applications.origin);
    await page.getByRole('link', { name: 'Trailmap at Northwind' }).click();
    await page.getByRole('heading', { name: 'You cannot continue' }).waitFor();
    assert.ok(page.url().startsWith(world.idp.issuer));
    const region = page.getByRole('region', { name: 'For administrators' });
    assert.match(await region.textContent(), /org_blocks_third_party LOGIN-07.*third_party_client_access/s);
    await picture(page, 'error', true);
});

test('the organization prompt: a wrong address, then the right one, by keyboard only', async () => {
    const page = await newPage();
    await begin(page, 'backoffice');
    await picture(page, 'organization', false);
    await page.keyboard.type(email('zoe'));
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    await picture(page, 'organization-wrong', false);
    await page.keyboard.press('Control+A');
    await page.keyboard.type(email('carla'));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    assert.equal(await page.getByText('You sign in with Contoso').count(), 1);
    assert.equal(await page.getByLabel('E-mail address').inputValue(), email('carla'));
    await picture(page, 'login-contoso', false);
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    // The callback of the test's own request is unknown to the application: only the way back matters here.
    await page.waitForURL(`${world.applications.origin}/**`);
    assert.equal(world.idp.directory.isMember('org_contoso', 'carla'), true);
});

test('the picker, by keyboard: from the first organization to the second', async () => {
    const page = await newPage();
    await begin(page, 'roster');
    await signIn(page, 'emil');
    await page.getByRole('heading', { name: 'Choose an organization' }).waitFor();
    assert.deepEqual(await page.locator('.choice strong').allTextContents(),
        ['Acme Outdoors', 'Contoso Expeditions', 'Northwind Rafting', 'Emil Berg']);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await picture(page, 'picker', true);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${world.applications.origin}/**`);
});

test('consent in Acme does not cover Contoso', async () => {
    const page = await newPage();
    await begin(page, 'tpc_trailmap', { organization: 'org_acme' });
    await signIn(page, 'emil');
    await page.getByRole('button', { name: 'Allow', exact: true }).click();
    await page.waitForURL(`${world.applications.origin}/**`);
    await begin(page, 'tpc_trailmap', { organization: 'org_contoso' });
    assert.equal(await page.getByText('In Contoso Expeditions only').count(), 1);
    await page.getByRole('button', { name: 'Do not allow' }).click();
    await page.getByText('User did not authorize the request').waitFor();
});

test('the calendar agent reads the calendar of whoever is there, and not across organizations', async () => {
    for (const [user, organization, sees] of [['ada', undefined, 'Kayaks to the pier'],
        ['emil', 'Contoso Expeditions', 'Glacier tour'],
        ['emil', 'Acme Outdoors', 'federated_connection_refresh_token_not_found']]) {
        const page = await newPage();
        await page.goto(world.applications.origin);
        await page.getByRole('link', { name: 'Calendar Agent' }).click();
        await signIn(page, user);
        if (organization) await page.getByRole('button', { name: organization }).click();
        await page.waitForURL(`${world.applications.origin}/**`);
        assert.match(await page.locator('pre').textContent(), new RegExp(sees), `${user} in ${organization}`);
    }
});

test('dark, narrow, and wrong: nothing sticks out', async () => {
    const page = await newPage({ colorScheme: 'dark', viewport: { width: 320, height: 640 } });
    await begin(page, 'desk', { organization: 'org_acme' });
    await page.getByLabel('E-mail address').fill(email('ada'));
    await page.getByLabel('Password').fill('wrong');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    await picture(page, 'dark-wrong', false);
    const scripted = await newPage({ javaScriptEnabled: true, viewport: { width: 320, height: 640 } });
    for (const [clientId, changes] of [['desk', {}], ['backoffice', {}],
        ['tpc_trailmap', { organization: 'org_northwind' }]]) {
        await begin(scripted, clientId, changes);
        assert.deepEqual(await scripted.evaluate(() => [...document.querySelectorAll('main *')]
            .filter((part) => part.getBoundingClientRect().right > 304 || part.scrollWidth > part.clientWidth + 1 &&
                part.clientWidth > 0).map((part) => part.outerHTML)), []);
    }
    await picture(scripted, 'narrow-error', false);
});
