package cn.smspay.app;

import cn.smspay.cli.Exit;
import cn.smspay.engine.Tool;
import cn.smspay.files.imports.Import;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the carrier tells us about its subscribers and cards, from files. */
@Command(
        name = "import",
        description = {
            "Reads subscribers, recharge cards or bank cards from a CSV or JSON file, all of it or nothing.",
            "May run beside the engine."
        },
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "KIND", description = "One of: ${COMPLETION-CANDIDATES}.")
    private Import.Kind kind = Import.Kind.values()[0];

    @Parameters(index = "1", paramLabel = "FILE", description = "A CSV file with a heading line, or JSON.")
    private Path file = Path.of("");

    @Option(names = "--data", paramLabel = "DIR", description = "The folder with smspay.db (default: var).")
    private @Nullable Path data;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "The master key (default: master.key in the data folder).")
    private @Nullable Path keyFile;

    @Override
    public Integer call() throws Exception {
        if (!Files.isRegularFile(file)) {
            throw new Exit.Refused("there is no file " + file);
        }
        try (var tool = Tool.open(data, keyFile)) {
            var report = new Import(tool.store(), tool.accounts(), tool.vault(), tool.clock()).read(kind, file);
            report.warnings().forEach(System.out::println);
            report.faults().forEach(System.out::println);
            if (!report.faults().isEmpty()) {
                System.out.println(report.faults().size() + " faults; nothing was imported.");
                return Exit.WRONG;
            }
            System.out.println(report.added() + " added, " + report.known() + " known already.");
            return Exit.DONE;
        }
    }
}
