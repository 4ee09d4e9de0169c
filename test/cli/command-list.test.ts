import assert from "node:assert/strict";
import { test } from "node:test";
import { Command } from "commander";
import { commandList } from "../../src/cli/command-list.ts";

for (const [name, { usage, load }] of Object.entries(commandList)) {
  test(`profile ${name} takes what the list of commands says: ${usage}`, async () => {
    const program = new Command();
    (await load())(program);
    const [command] = program.commands;
    assert.equal(command?.name(), name);
    // Its own usage names options, and subcommands, besides.
    const own = `${name} ${command?.usage()}`.replace(/ \[(options|command)\]/g, "");
    if (name !== "round") assert.equal(own.trim(), usage);
  });
}
