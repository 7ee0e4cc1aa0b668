package cn.smspay.app;

import cn.smspay.cli.Exit;
import cn.smspay.cli.Home;
import cn.smspay.talk.actions.ServiceCatalogue;
import cn.smspay.talk.reading.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** For editors that complete and underline. */
@Command(
        name = "schemas",
        description = "Writes the JSON Schemas of the dialogue files anew, after the catalogue of actions has changed.",
        mixinStandardHelpOptions = true)
final class SchemasCommand implements Callable<Integer> {
    @Option(names = "--out", paramLabel = "DIR", description = "Where to (default: dialogs/schema).")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        var folder = out == null ? Home.find().resolve("dialogs/schema") : out;
        Files.createDirectories(folder);
        for (var schema :
                Schemas.of(ServiceCatalogue.catalogue(), List.of("zh", "en")).entrySet()) {
            Files.writeString(folder.resolve(schema.getKey()), schema.getValue());
            System.out.println(folder.resolve(schema.getKey()));
        }
        return Exit.DONE;
    }
}
