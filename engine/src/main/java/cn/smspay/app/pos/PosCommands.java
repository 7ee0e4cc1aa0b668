package cn.smspay.app.pos;

import picocli.CommandLine.Command;

/** Terminals of merchants. */
@Command(
        name = "pos",
        description = "Terminals of merchants: batches of wallet purchases, from a file or from an SFTP server.",
        subcommands = {BatchCommand.class, ExchangeCommand.class},
        mixinStandardHelpOptions = true)
public final class PosCommands {}
