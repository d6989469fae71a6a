// One node of the peer: `node node.js gateway PORT NATS` listens for calls, `node node.js worker - NATS`
// echoes. Everything else is as moleculer sets it.
const { ServiceBroker } = require("moleculer");
const Gateway = require("moleculer-web");

const [role, port, nats] = process.argv.slice(2);
const broker = new ServiceBroker({ nodeID: role, transporter: nats, logLevel: "warn" });
if (role === "gateway") {
    broker.createService({
        name: "gateway",
        mixins: [Gateway],
        settings: {
            ip: "127.0.0.1",
            port: Number(port),
            routes: [
                {
                    path: "/",
                    aliases: { "POST /0/echo": "echo.echo" },
                    mappingPolicy: "restrict",
                    bodyParsers: { json: true },
                },
            ],
        },
    });
} else {
    broker.createService({
        name: "echo",
        actions: {
            echo(context) {
                return context.params;
            },
        },
    });
}
broker.start().then(() => console.log(`${role} ready`));
