package cn.smspay.app.release;

import cn.smspay.base.Threads;
import cn.smspay.config.AuthorSettings;
import cn.smspay.engine.ReleasePublisher;
import cn.smspay.talk.desk.Releases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Releases the files of the settings' folders as soon as they have changed, stand still and pass the check with their
 * transcripts. A file that is gone is never released away: that takes the command. One thread of its own.
 */
public final class FolderWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);
    private static final long EVERY_SECONDS = 2;
    private static final String WHO = "watch";

    private final AuthorSettings settings;
    private final ReleasePublisher publisher;
    private final Path home;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(Threads.named("watch"));
    private TreeMap<String, String> seen;
    private TreeMap<String, String> done;

    /** @param home the folder with the transcripts' settings */
    public FolderWatch(AuthorSettings settings, ReleasePublisher publisher, Path home) {
        this.settings = settings;
        this.publisher = publisher;
        this.home = home;
        this.seen = look();
        this.done = seen;
    }

    public FolderWatch start() {
        thread.scheduleWithFixedDelay(
                Threads.lasting("a look at the dialogue files", this::round),
                EVERY_SECONDS,
                EVERY_SECONDS,
                TimeUnit.SECONDS);
        return this;
    }

    /** Looks; what has changed since the look before is left to settle. */
    void round() {
        var now = look();
        boolean isStill = now.equals(seen);
        seen = now;
        if (!isStill || now.equals(done)) {
            return;
        }
        done = now;
        try {
            long after = publisher.newest();
            var checked = CheckedFiles.of(settings, home, line -> LOG.warn("{}", line));
            var files = checked.files();
            if (files == null) {
                LOG.error("the changed dialogue files are not released: {}", checked.report());
                return;
            }
            if (publisher
                    .log()
                    .newest()
                    .filter(each -> each.id().equals(Releases.id(files)))
                    .isPresent()) {
                // Put back as it was.
                return;
            }
            publisher.publish(
                    new ReleasePublisher.ReleaseRequest(files, WHO, "", checked.report(), after, Set.of(), Set.of()));
        } catch (ReleasePublisher.ReleaseRefused e) {
            LOG.error("the changed dialogue files are not released: {}", e.getMessage());
        } catch (IOException e) {
            LOG.error("the changed dialogue files cannot be read", e);
        } catch (RuntimeException e) {
            // An engine does not end because of what an author saves.
            LOG.error("the changed dialogue files could not be checked", e);
        }
    }

    /** Each file with its size and time. */
    private TreeMap<String, String> look() {
        var found = new TreeMap<String, String>();
        for (Path folder : List.of(settings.dialogs(), settings.ivrScripts())) {
            try (var files = Files.list(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    found.put(file.toString(), Files.size(file) + " " + Files.getLastModifiedTime(file));
                }
            } catch (IOException | UncheckedIOException e) {
                found.put(folder.toString(), "cannot be read");
            }
        }
        return found;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
