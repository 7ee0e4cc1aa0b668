package cn.smspay.app.books;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which database a command works on. */
final class DataOption {
    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Folder that holds smspay.db.")
    @SuppressWarnings("NullAway.Init")
    Path folder;
}
