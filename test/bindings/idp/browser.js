// SPDX-License-Identifier: MIT
// A browser as far as HTTP goes: cookies by path, redirects one by one, forms as they stand in the page.

export class Browser {
    #cookies = new Map();

    #origin;

    constructor(origin) {
        this.#origin = origin;
    }

    // Follows redirects within the identity provider. {status, url, text, form()}, or {left: URL} where one leads away.
    async open(url, options = {}) {
        let target = new URL(url, this.#origin);
        let init = options;
        for (let hops = 0; hops < 20; hops += 1) {
            const response = await this.request(target, init);
            const location = response.headers.get('location');
            if (!location) {
                const text = await response.text();
                return { status: response.status, url: target.href, text, headers: response.headers };
            }
            target = new URL(location, target);
            if (target.origin !== this.#origin) return { left: target };
            init = {};
        }
        throw new Error(`redirected without end: ${target.href}`);
    }

    post(url, fields) {
        return this.open(url, { method: 'POST', body: new URLSearchParams(fields) });
    }

    async request(url, options = {}) {
        const target = new URL(url, this.#origin);
        const response = await fetch(target, { ...options, redirect: 'manual',
            headers: { Accept: 'text/html', Cookie: this.#sent(target.pathname), ...options.headers } });
        response.headers.getSetCookie().forEach((line) => this.#keep(line));
        return response;
    }

    cookie(wanted) {
        return [...this.#cookies.values()].find(({ name }) => name === wanted)?.value;
    }

    // The cookies of another browser, as a thief would have them.
    steal(other) {
        this.#cookies = new Map(other.#cookies);
    }

    #keep(line) {
        const [pair, ...attributes] = line.split('; ');
        const [name, value] = pair.split(/=(.*)/s);
        const attribute = (wanted) => attributes.map((text) => text.split(/=(.*)/s))
            .find(([key]) => key.toLowerCase() === wanted)?.[1];
        const path = attribute('path') ?? '/';
        const expires = attribute('expires');
        if (value === '' || (expires && Date.parse(expires) <= Date.now())) this.#cookies.delete(`${path} ${name}`);
        else this.#cookies.set(`${path} ${name}`, { name, value, path });
    }

    #sent(pathname) {
        return [...this.#cookies.values()]
            .filter(({ path }) => path === '/' || pathname === path || pathname.startsWith(`${path}/`))
            .map(({ name, value }) => `${name}=${value}`).join('; ');
    }
}
