// A merchant's program on a client that openapi-typescript has generated from the contract as it is served: it makes an order
// and gives some of it back. The type checker holds every path, field and answer to the contract.
import { createHash, createHmac, randomUUID } from "node:crypto";
import createClient, { type Middleware } from "openapi-fetch";
import type { components, paths } from "./partner.js";

const [base, keyId, secret, step, orderNo] = process.argv.slice(2) as [string, string, string, string, string?];

/** Signs every request as the contract's description says, over the very octets that are sent. */
const signing: Middleware = {
    async onRequest({ request }) {
        const url = new URL(request.url);
        const body = Buffer.from(await request.clone().arrayBuffer());
        const time = request.headers.get("Smspay-Timestamp") ?? "";
        const nonce = request.headers.get("Smspay-Nonce") ?? "";
        const hash = createHash("sha256").update(body).digest("hex");
        const text = [request.method, url.pathname + url.search, time, nonce, hash].join("\n");
        const mac = createHmac("sha256", Buffer.from(secret, "base64")).update(text).digest("base64");
        request.headers.set("Smspay-Key", keyId);
        request.headers.set("Smspay-Signature", mac);
        return request;
    },
};

const client = createClient<paths>({ baseUrl: base });
client.use(signing);

const fresh = () => ({
    "Smspay-Timestamp": process.env["NOW"] ?? "",
    "Smspay-Nonce": randomUUID(),
    "Smspay-Signature": "",
});

function show(answer: components["schemas"]["Order"] | components["schemas"]["Refund"] | undefined, problem: unknown) {
    if (answer === undefined) {
        console.error(JSON.stringify(problem));
        process.exit(1);
    }
    console.log(JSON.stringify(answer));
}

if (step === "order") {
    const { data, error } = await client.POST("/v1/orders", {
        params: { header: { ...fresh(), "Idempotency-Key": randomUUID() } },
        body: { merchant_order_no: "TS-1", amount_fen: 2500, subject: "一本书", channel: "WWW" },
    });
    show(data as components["schemas"]["Order"] | undefined, error);
} else {
    const { data, error } = await client.POST("/v1/orders/{no}/refunds", {
        params: { header: { ...fresh(), "Idempotency-Key": randomUUID() }, path: { no: orderNo ?? "" } },
        body: { merchant_refund_no: "TS-R-1", amount_fen: 1000 },
    });
    show(data as components["schemas"]["Refund"] | undefined, error);
}
