// SPDX-License-Identifier: MIT
// The identity provider: oidc-provider for the protocol, orgpol for the decisions, pages for people.
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import { Provider } from 'oidc-provider';
import { Accounts } from './accounts.js';
import { authorizeGuard } from './authorize.js';
import { configuration } from './configuration.js';
import { Decider } from './decide.js';
import { Directory } from './directory.js';
import { EXCHANGE, exchange, parameters as exchangeParameters } from './exchange.js';
import { interactions } from './interactions.js';
import { clientCredentials, parameters as machineParameters } from './machine.js';
import { errorPage } from './pages/error.js';
import { send } from './pages/layout.js';
import { Steps } from './steps.js';
import { storeFor } from './store.js';
import { Tokens } from './tokens.js';

// tenant: a document; people: accounts and secrets of applications; vault: see vault.js. Port 0: any that is free.
export async function start({ tenant, people, vault, port = 0 }) {
    const server = http.createServer();
    await new Promise((resolve, reject) => {
        server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
    const issuer = `http://127.0.0.1:${server.address().port}`;

    const directory = new Directory(tenant);
    const decider = new Decider(directory);
    const accounts = new Accounts(people.accounts, directory);
    const Store = storeFor();
    const logins = new Store('Login');
    const steps = new Steps({ decider, directory, accounts, logins });
    const tokens = new Tokens({ decider, directory, logins });
    const renderError = (ctx, out, error) => {
        ctx.status = error.status ?? 500;
        const asked = ctx.oidc?.params ?? ctx.query;
        send(ctx, errorPage({ error, application: directory.applicationName(asked.client_id),
            organization: asked.organization && directory.organizationName(asked.organization) }));
    };
    // Of what runs before oidc-provider, which would report its own.
    const fail = (ctx, error) => {
        if (error.status === undefined) console.error(error);
        renderError(ctx, undefined, error);
    };

    const provider = new Provider(issuer, configuration({ directory, secrets: people.secrets, steps, tokens, Store,
        renderError }));
    provider.registerGrantType('client_credentials', clientCredentials({ provider, decider, tokens }),
        machineParameters);
    provider.registerGrantType(EXCHANGE, exchange({ provider, decider, directory, logins, vault }),
        exchangeParameters);
    // Errors that oidc-provider finds go where orgpol sends those of this application.
    provider.on('authorization.error', (ctx, error) => {
        const { client, params } = ctx.oidc;
        if (error.answer === undefined && client && decider.errorStaysHere(client.clientId, params?.redirect_uri)) {
            error.allow_redirect = false;
        }
    });
    provider.on('server_error', (ctx, error) => console.error(error));
    provider.use(await stylesheet());
    provider.use(authorizeGuard({ provider, decider, fail }));
    provider.use(interactions({ provider, directory, accounts, steps, fail, show: send }));
    server.on('request', provider.callback());

    return {
        issuer,
        directory,
        provider,
        close: () => new Promise((resolve) => {
            server.close(resolve);
            server.closeAllConnections();
        }),
    };
}

async function stylesheet() {
    const css = await readFile(new URL('pages/style.css', import.meta.url));
    return async (ctx, next) => {
        if (ctx.path !== '/style.css') {
            await next();
            return;
        }
        ctx.type = 'css';
        ctx.set('Cache-Control', 'max-age=3600');
        ctx.body = css;
    };
}
