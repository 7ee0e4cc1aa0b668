package cn.smspay.app.books;

import cn.smspay.books.charge.Rerating;
import cn.smspay.cli.DateReader;
import cn.smspay.cli.Exit;
import cn.smspay.cli.Home;
import cn.smspay.config.ConfigReader;
import cn.smspay.engine.Tool;
import cn.smspay.ops.errand.WritingMixin;
import cn.smspay.store.DatabaseFile;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** After a tariff that came late: what was charged by the old one is corrected. */
@Command(
        name = "rerate",
        description = {
            "Lists charged records that cost something else by billing.tariffs; with --apply corrects them.",
            "A correction is a new record in the next file; nothing that was written changes. The engine writes them, if one runs",
            "on the folder; said again it goes on where it was."
        },
        mixinStandardHelpOptions = true)
public final class RerateCommand implements Callable<Integer> {
    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Folder that holds smspay.db.")
    private Path data = Path.of("");

    @Option(names = "--conf", paramLabel = "FILE", description = "The settings (default: conf/smspay.yaml).")
    private @Nullable Path conf;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "DATE",
            converter = DateReader.class,
            description = "First accounting day.")
    private LocalDate from = LocalDate.EPOCH;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "DATE",
            converter = DateReader.class,
            description = "Last accounting day.")
    private LocalDate to = LocalDate.EPOCH;

    @Option(names = "--apply", description = "Writes the corrections.")
    private boolean apply;

    @Mixin
    private final SheetOptions sheet = new SheetOptions();

    @Mixin
    private final WritingMixin place = new WritingMixin();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (to.isBefore(from)) {
            throw new ParameterException(spec.commandLine(), "--to " + to + " is before --from " + from);
        }
        var engine = place.engine();
        if (engine.isPresent()) {
            return rerate(engine.get().store());
        }
        var database = data.resolve(StoreSettings.FILE);
        if (!DatabaseFile.exists(database)) {
            throw new Exit.Refused("there is no database " + database);
        }
        var handed = apply ? place.hand(data) : OptionalInt.empty();
        if (handed.isPresent()) {
            return handed.getAsInt();
        }
        try (var store = Store.open(apply ? StoreSettings.engine(database) : StoreSettings.tool(database))) {
            return rerate(store);
        }
    }

    /** The engine's, if this is it. */
    private Clock clock() {
        return place.engine().map(Tool::clock).orElseGet(Clock::systemUTC);
    }

    private int rerate(Store store) {
        var out = spec.commandLine().getOut();
        var file = conf == null ? Home.find().resolve("conf/smspay.yaml") : place.path(conf);
        var tariffs = ConfigReader.tariffs(file, System.getenv());
        try {
            var rerating = new Rerating(store, tariffs);
            var differences = rerating.differences(from, to);
            if (sheet.isForPeople()) {
                differences.forEach(
                        it -> out.println(it.number() + " charged " + it.chargedLi() + " li, right " + it.rightLi()));
            } else {
                sheet.print(
                        out,
                        List.of("number", "charged_li", "right_li"),
                        differences.stream()
                                .map(it -> List.<Object>of(it.number().value(), it.chargedLi(), it.rightLi()))
                                .toList());
            }
            var remarks = sheet.isForPeople() ? out : spec.commandLine().getErr();
            if (differences.isEmpty()) {
                remarks.println("Every record costs what the tariffs say.");
            }
            if (apply) {
                var made = rerating.apply(differences, clock().instant());
                remarks.println(made.size() + " records corrected");
            }
            return Exit.DONE;
        } finally {
            out.flush();
        }
    }
}
