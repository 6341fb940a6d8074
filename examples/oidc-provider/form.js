// SPDX-License-Identifier: MIT
// A form as a browser sends it: small, and every name once.
const LIMIT_BYTES = 8192;

export async function querystringOf(request) {
    if (!/^application\/x-www-form-urlencoded(;|$)/i.test(request.headers['content-type'] ?? '')) throw wrong(415);
    const chunks = [];
    let size = 0;
    for await (const chunk of request) {
        size += chunk.length;
        if (size > LIMIT_BYTES) throw wrong(413);
        chunks.push(chunk);
    }
    const form = Object.create(null);
    for (const [name, value] of new URLSearchParams(Buffer.concat(chunks).toString('utf8'))) {
        if (name in form) throw wrong(400);
        form[name] = value;
    }
    return form;
}

function wrong(status) {
    return Object.assign(new Error('The form could not be read.'), { status });
}
