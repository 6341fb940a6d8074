// SPDX-License-Identifier: MIT
// html`...`: a template whose values are escaped, unless they are such templates themselves, or lists of them.
class Html {
    constructor(text) {
        this.text = text;
    }

    toString() {
        return this.text;
    }
}

const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escape(value) {
    if (value instanceof Html) return value.text;
    if (Array.isArray(value)) return value.map(escape).join('');
    if (value === undefined || value === null || value === false) return '';
    return String(value).replace(/[&<>"']/g, (character) => ESCAPES[character]);
}

export function html(strings, ...values) {
    return new Html(strings.reduce((text, part, i) => text + escape(values[i - 1]) + part));
}
