package cn.smspay.app.pos;

import cn.smspay.accounts.wallet.BatchAnswer;
import cn.smspay.accounts.wallet.BatchSource;
import cn.smspay.accounts.wallet.PosBatches;
import cn.smspay.cli.Exit;
import cn.smspay.engine.Tool;
import cn.smspay.ops.errand.WritingMixin;
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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Hands a batch of a POS in, from a file. */
@Command(
        name = "batch",
        description = {
            "Takes a batch of wallet purchases from a file: checked whole, then paid line by line. The same file again changes",
            "nothing; one that was cut short goes on where it was. The engine does it, if one runs on the folder."
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

    @Mixin
    private final WritingMixin place = new WritingMixin();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var named = place.path(file);
        if (!Files.isRegularFile(named)) {
            throw new Exit.Refused("there is no file " + named);
        }
        return masters.work(place, data, keyFile, tool -> take(tool, named));
    }

    private int take(Tool tool, Path named) throws IOException {
        var batches = tool.accounts().wallet().batches();
        BatchSource source = () -> Files.newInputStream(named);
        var answer = batches.take(source, Optional.empty());
        var out = spec.commandLine().getOut();
        answer.fold(BatchCommand::sentence, BatchCommand::faults).forEach(out::println);
        return answer.<Optional<BatchAnswer.Taken>>fold(Optional::of, refused -> Optional.empty())
                .map(taken -> written(batches, taken, named))
                .orElse(Exit.USAGE);
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

    private int written(PosBatches batches, BatchAnswer.Taken taken, Path named) {
        var to = result == null ? named.resolveSibling(named.getFileName() + ".result") : place.path(result);
        try (var writer = Files.newBufferedWriter(to, StandardCharsets.UTF_8)) {
            batches.result(taken.psam(), taken.number(), writer);
            return Exit.DONE;
        } catch (IOException e) {
            throw new Exit.Refused(Exit.STOPPED, "the batch was taken; its result cannot be written to " + to);
        }
    }
}
