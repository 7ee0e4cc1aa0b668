package cn.smspay.app.pos;

import cn.smspay.accounts.wallet.BatchAnswer;
import cn.smspay.accounts.wallet.BatchSource;
import cn.smspay.accounts.wallet.PosBatches;
import cn.smspay.accounts.wallet.WalletParts;
import cn.smspay.accounts.wallet.WalletSettings;
import cn.smspay.cli.Exit;
import cn.smspay.engine.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Hands a batch of a POS in, from a file. */
@Command(
        name = "batch",
        description = {
            "Takes a batch of wallet purchases from a file: checked whole, then paid line by line. The same file again changes",
            "nothing; one that was cut short goes on where it was. May run beside the engine."
        },
        mixinStandardHelpOptions = true)
final class BatchCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE", description = "The batch as the terminal wrote it.")
    private Path file = Path.of("");

    @Option(names = "--data", paramLabel = "DIR", description = "The folder with smspay.db (default: var).")
    private @Nullable Path data;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "The master key (default: master.key in the data folder).")
    private @Nullable Path keyFile;

    @Option(
            names = "--result",
            paramLabel = "FILE",
            description = "Where the result goes: every line with what became of it (default: FILE.result).")
    private @Nullable Path result;

    @Mixin
    private final MastersOption masters = new MastersOption();

    @Override
    public Integer call() throws Exception {
        if (!Files.isRegularFile(file)) {
            throw new Exit.Refused("there is no file " + file);
        }
        BatchSource source = () -> Files.newInputStream(file);
        var setup = new WalletParts.Setup(masters.keys(), WalletSettings.USUAL);
        try (var tool = Tool.open(data, keyFile, setup)) {
            var batches = tool.accounts().wallet().batches();
            var answer = batches.take(source, Optional.empty());
            answer.fold(BatchCommand::sentence, BatchCommand::faults).forEach(System.out::println);
            return answer.<Optional<BatchAnswer.Taken>>fold(Optional::of, refused -> Optional.empty())
                    .map(taken -> written(batches, taken))
                    .orElse(Exit.USAGE);
        }
    }

    private static List<String> sentence(BatchAnswer.Taken taken) {
        var outcomes = taken.outcomes().entrySet().stream()
                .map(each -> each.getValue() + " "
                        + each.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
        return List.of("batch " + taken.number() + " of PSAM " + taken.psam() + ", " + taken.count() + " purchases: "
                + outcomes + (taken.again() ? "; it had been taken before, nothing changed" : ""));
    }

    private static List<String> faults(BatchAnswer.Refused refused) {
        var lines = new ArrayList<String>();
        refused.faults().forEach(fault -> lines.add(fault.toString()));
        lines.add("Nothing of the batch was taken.");
        return lines;
    }

    private int written(PosBatches batches, BatchAnswer.Taken taken) {
        var to = result == null ? file.resolveSibling(file.getFileName() + ".result") : result;
        try (var writer = Files.newBufferedWriter(to, StandardCharsets.UTF_8)) {
            batches.result(taken.psam(), taken.number(), writer);
            return Exit.DONE;
        } catch (IOException e) {
            throw new Exit.Refused(Exit.STOPPED, "the batch was taken; its result cannot be written to " + to);
        }
    }
}
