// SPDX-License-Identifier: MIT
// The tenant document, and the tenant that orgpol has loaded from it. Rows change here, and only here; a change loads
// the tenant anew, as a server with a database would read the row again.
import orgpol from 'orgpol';

export class Directory {
    #document;

    #tenant;

    constructor(document) {
        this.#document = structuredClone(document);
        this.#load();
    }

    #load() {
        const before = this.#tenant;
        this.#tenant = orgpol.Tenant.load(JSON.stringify(this.#document));
        before?.close();
    }

    evaluate(request) {
        return this.#tenant.evaluate(request);
    }

    get clients() {
        return this.#document.clients;
    }

    user(id) {
        return this.#document.users.find((user) => user.user_id === id);
    }

    // What pages call things: by id, organizations by name too.
    organizationName(id) {
        const row = this.#document.organizations.find((each) => each.id === id || each.name === id);
        return row && (row.display_name ?? row.name);
    }

    shortName(id) {
        return this.#organization(id)?.name;
    }

    applicationName(id) {
        return this.#document.clients.find((row) => row.client_id === id)?.name;
    }

    // Nothing for accounts of the house: no page needs to say so.
    connectionName(id) {
        const row = this.#connection(id);
        return row?.strategy === 'auth0' ? undefined : row?.display_name ?? id;
    }

    connectionIs(id, name) {
        const row = this.#connection(id);
        return row !== undefined && typeof name === 'string' && (row.id === name || row.name === name);
    }

    #connection(id) {
        return this.#document.connections.find((connection) => connection.id === id || connection.name === id);
    }

    api(identifier) {
        return this.#document.resource_servers.find((api) => api.identifier === identifier);
    }

    isMember(organizationId, userId) {
        return this.#organization(organizationId).members.some((member) => member.user_id === userId);
    }

    #organization(id) {
        return this.#document.organizations.find((row) => row.id === id);
    }

    // Obligation add_member.
    addMember(organizationId, userId) {
        if (this.isMember(organizationId, userId)) return;
        this.#organization(organizationId).members.push({ user_id: userId, created_at: new Date().toISOString() });
        this.#load();
    }

    // What an administrator changes, in the rows of the document.
    change(edit) {
        edit(this.#document);
        this.#load();
    }

    // Obligation store_consent: one row for one key of orgpol's, whose value is the scopes.
    storeConsent(key, userId, { client, audience, organization, scope }) {
        const user = this.user(userId);
        user.grants = (user.grants ?? []).filter((grant) => grant.id !== key);
        user.grants.push({ id: key, clientID: client, audience, organization_id: organization ?? undefined, scope });
        this.#load();
    }

    // Obligation delete_user_grant.
    removeConsent(key, userId) {
        const user = this.user(userId);
        user.grants = (user.grants ?? []).filter((grant) => grant.id !== key);
        this.#load();
    }

    consents(userId) {
        return structuredClone(this.user(userId)?.grants ?? []);
    }

    // Obligations store_tokens, touch_last_used and the like: facts of one account in the vault.
    updateAccount(userId, accountId, facts) {
        const account = this.user(userId).connected_accounts.find((row) => row.id === accountId);
        Object.assign(account, facts);
        this.#load();
    }
}
