package cn.smspay.files.pos;

import cn.smspay.accounts.wallet.BatchAnswer;
import cn.smspay.accounts.wallet.BatchFault;
import cn.smspay.accounts.wallet.PosBatches;
import cn.smspay.files.billing.SftpSession;
import cn.smspay.files.billing.SftpTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Takes batches from a folder of an SFTP server and puts beside each what became of it (S-163): {@code NAME.result} with every line and
 * its outcome, or {@code NAME.refused} with the faults, when nothing was taken. A batch that has one of them is done; so a round that
 * was cut short anywhere is done again and changes nothing. One round at a time.
 */
public final class PosExchange {
    private static final Pattern BATCH = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}\\.pos");
    private static final String RESULT = ".result";
    private static final String REFUSED = ".refused";

    private final PosBatches batches;
    private final SftpTarget target;
    private final Path work;

    /** @param work a folder of ours, where files lie while they are looked at */
    public PosExchange(PosBatches batches, SftpTarget target, Path work) {
        this.batches = batches;
        this.target = target;
        this.work = work;
    }

    /** What became of a file. */
    public record PosFileResult(String file, boolean taken, String what) {}

    /**
     * Takes what waits.
     *
     * @throws IOException if the server does not answer; what waits is taken in the next round
     */
    public List<PosFileResult> round() throws IOException {
        if (!batches.canProve()) {
            throw new IOException("no batch can be taken: there is no module with the cards' keys");
        }
        var done = new ArrayList<PosFileResult>();
        try (var server = SftpSession.open(target)) {
            var names = new HashSet<>(server.names());
            for (var name : names.stream().sorted().toList()) {
                boolean answered = names.contains(name + RESULT) || names.contains(name + REFUSED);
                if (BATCH.matcher(name).matches() && !answered) {
                    done.add(one(server, name));
                }
            }
        }
        return done;
    }

    private PosFileResult one(SftpSession server, String name) throws IOException {
        Files.createDirectories(work);
        var batch = work.resolve(name);
        var answer = work.resolve(name + ".answer");
        try {
            server.get(name, batch);
            var taken = batches.take(() -> Files.newInputStream(batch), Optional.empty());
            var ending = written(taken, answer);
            server.put(answer, name + ending);
            return new PosFileResult(name, ending.equals(RESULT), sentence(taken));
        } finally {
            Files.deleteIfExists(batch);
            Files.deleteIfExists(answer);
        }
    }

    private String written(BatchAnswer answer, Path to) throws IOException {
        if (answer instanceof BatchAnswer.Taken taken) {
            try (var writer = Files.newBufferedWriter(to, StandardCharsets.UTF_8)) {
                batches.result(taken.psam(), taken.number(), writer);
            }
            return RESULT;
        }
        var faults = answer.<List<BatchFault>>fold(taken -> List.of(), BatchAnswer.Refused::faults);
        Files.write(to, faults.stream().map(BatchFault::toString).toList(), StandardCharsets.UTF_8);
        return REFUSED;
    }

    private static String sentence(BatchAnswer answer) {
        return answer.fold(
                taken -> "batch " + taken.psam() + "/" + taken.number() + " " + taken.outcomes(),
                refused -> "refused, " + refused.faults().get(0));
    }
}
