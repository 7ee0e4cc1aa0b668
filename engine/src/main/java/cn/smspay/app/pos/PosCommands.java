package cn.smspay.app.pos;

import picocli.CommandLine.Command;

/** Terminals of merchants. */
@Command(
        name = "pos",
        description = "Terminals of merchants: batches of wallet purchases.",
        subcommands = BatchCommand.class,
        mixinStandardHelpOptions = true)
public final class PosCommands {}
