package cn.smspay.ops.admin;

import cn.smspay.engine.ReleasePublisher;
import cn.smspay.engine.ReleasePublisher.ReleaseRequest;
import cn.smspay.ops.control.Ask;
import cn.smspay.ops.control.ControlSocket;
import cn.smspay.ops.control.ControlWord.Declined;
import cn.smspay.talk.desk.ReleaseLog.LoggedRelease;
import cn.smspay.talk.desk.Releases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Words about releases of dialogue files. The files themselves are handed over in the data folder, by their hash. */
record ReleaseWords(ReleasePublisher publisher, Path data) {
    private static final String NOTE = "note";
    private static final String NUMBER = "number";
    private static final String DIALOGS = "dialogs";
    /** Packed, ten times what is shipped. */
    private static final long FILES_MAX = 4 * 1024 * 1024;

    private static final int LISTED = 20;

    void register(ControlSocket socket) {
        socket.register("release.newest", ask -> Map.of(NUMBER, publisher.newest()));
        socket.register("release.list", ask -> listed(ask.only("most")));
        socket.register(
                "release.files", ask -> publisher.log().files(ask.only(NUMBER).requiredNumber(NUMBER)));
        socket.register("release.publish", ask -> {
            ask.only("id", NOTE, "report", "after", "over", "remove");
            var wish = new ReleaseRequest(
                    files(ask.required("id")),
                    ask.user(),
                    ask.text(NOTE).orElse(""),
                    ask.text("report").orElse(""),
                    ask.requiredNumber("after"),
                    new TreeSet<>(ask.texts("over").stream().map(Long::valueOf).toList()),
                    Set.copyOf(ask.texts("remove")));
            return done(() -> publisher.publish(wish));
        });
        socket.register("release.back", ask -> {
            ask.only(NUMBER, NOTE);
            return done(() -> publisher.back(ask.number(NUMBER).orElse(0L), ask.user(), note(ask)));
        });
        socket.register("release.stop", ask -> {
            ask.only(DIALOGS, NOTE);
            return done(() -> publisher.stop(Set.copyOf(ask.texts(DIALOGS)), ask.user(), note(ask)));
        });
        socket.register(
                "release.go", ask -> done(() -> publisher.go(ask.only(NOTE).user(), note(ask))));
    }

    private static String note(Ask ask) {
        return ask.text(NOTE).orElse("");
    }

    /** An entry with the conversations that wait in its files. */
    private record Listed(LoggedRelease entry, int waiting) {}

    private List<Listed> listed(Ask ask) {
        var entries = publisher.log().list((int) (long) ask.number("most").orElse((long) LISTED));
        var waiting = publisher.waiting(entries);
        return entries.stream()
                .map(each -> new Listed(each, waiting.getOrDefault(each.number(), 0)))
                .toList();
    }

    private static LoggedRelease done(Supplier<LoggedRelease> what) {
        try {
            return what.get();
        } catch (ReleasePublisher.ReleaseRefused e) {
            throw new Declined(String.valueOf(e.getMessage()), Map.of());
        }
    }

    private Map<String, String> files(String id) {
        if (!id.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("id is the hash of the files, 64 hexadecimal digits");
        }
        var file = data.resolve("release-" + id + ".gz");
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > FILES_MAX) {
                throw new Declined("there are no files to release at " + file, Map.of());
            }
            var files = Releases.unpacked(Files.readAllBytes(file));
            if (!Releases.id(files).equals(id)) {
                throw new Declined("the files at " + file + " are not those that were checked", Map.of());
            }
            return files;
        } catch (IOException | UncheckedIOException e) {
            throw new Declined("the files at " + file + " cannot be read", Map.of());
        }
    }
}
