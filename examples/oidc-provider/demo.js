// SPDX-License-Identifier: MIT
// Starts everything: the calendar provider, the identity provider and the applications. Ports 4000 and 4100, or any
// that are free where a test asks for them.
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { startApplications } from './apps.js';
import { startProvider } from './fake-provider.js';
import { start } from './server.js';
import { Vault } from './vault.js';

const read = async (name) => readFile(new URL(name, import.meta.url), 'utf8');

export async function startAll({ port = 0, appsPort = 0 } = {}) {
    const people = JSON.parse(await read('people.json'));
    const credentials = { client_id: 'outfitters', client_secret: 'outfitters-at-the-calendar' };
    const calendar = await startProvider({ credentials, calendars: {
        'ada-calendar': ['09:00 Kayaks to the pier'],
        'emil-calendar': ['07:30 Glacier tour, eight people'],
    } });
    const applications = await startApplications({ port: appsPort, secrets: people.secrets,
        calendar: calendar.origin });
    const tenant = JSON.parse((await read('tenant.json')).replaceAll('http://127.0.0.1:4100', applications.origin));
    const vault = new Vault({ endpoint: `${calendar.origin}/token`, credentials, refreshTokens: {
        cac_ada: calendar.refreshTokenOf('ada-calendar'),
        cac_emil: calendar.refreshTokenOf('emil-calendar'),
    } });
    const idp = await start({ tenant, people, vault, port });
    applications.use({ issuer: idp.issuer, clients: tenant.clients });
    return { idp, applications, calendar, vault, people,
        close: () => Promise.all([idp.close(), applications.close(), calendar.close()]) };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
    const { applications, idp } = await startAll({ port: 4000, appsPort: 4100 });
    console.log(`Applications: ${applications.origin}   Identity provider: ${idp.issuer}   (Ctrl-C ends both)
The password of all is: outfitters
  ada@acme.example         Acme Outdoors
  carla@contoso.example    becomes a member of Contoso Expeditions when she logs in
  emil@guides.example      Acme Outdoors, Contoso Expeditions, Northwind Rafting
  nora@northwind.example   Northwind Rafting, which admits no third-party application
  zoe@mail.example         no organization`);
}
