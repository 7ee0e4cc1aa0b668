package cn.smspay.voice.agi;

import cn.smspay.base.Secret;
import cn.smspay.talk.dialogue.VoiceInput;
import cn.smspay.talk.dialogue.VoiceNext;
import cn.smspay.talk.dialogue.VoiceNext.Collect;
import cn.smspay.voice.speech.Playlist.Track;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One turn of a call as commands to Asterisk: the words file by file, then key by key. A key while a file plays stops
 * the words and is the first key of the answer; words before a goodbye cannot be stopped. Asterisk keeps the time.
 * Used by one thread.
 */
final class AgiTurn {
    private static final String KEYS = "0123456789*#";
    /** No recording is longer. */
    private static final Duration LONGEST_FILE = Duration.ofMinutes(2);
    /** What CHANNEL STATUS says of a call that is answered and up. */
    private static final int UP = 6;

    /** What the last command was about. */
    private enum Doing {
        PLAYING,
        /** Being quiet after a file. */
        RESTING,
        /** Finding out whether a file or the caller is gone. */
        ASKING,
        WAITING
    }

    /**
     * A finishing key pressed after the last possible key of the answer before: it belongs there.
     *
     * @param key a space for none
     */
    record Late(char key, Instant until) {
        static final Late NONE = new Late(' ', Instant.MIN);
    }

    private final List<Track> tracks;
    private final VoiceNext next;
    private final String folder;
    private Late late;
    private Doing doing = Doing.PLAYING;
    private int at;
    private final StringBuilder keys = new StringBuilder();

    AgiTurn(List<Track> tracks, VoiceNext next, String folder, Late late) {
        this.tracks = tracks;
        this.next = next;
        this.folder = folder;
        this.late = late;
    }

    /** Whether all words are out and a key is waited for. */
    boolean listens() {
        return doing == Doing.WAITING;
    }

    AgiStep begin() {
        return play();
    }

    /** The late finishing key that the next turn has to pass over. */
    Late lateAfter(Instant now) {
        return next instanceof Collect collect && keys.length() >= collect.max() && collect.max() > 0
                ? new Late(collect.finish(), now.plus(collect.interDigit()))
                : Late.NONE;
    }

    AgiStep on(AgiReply reply, Instant now) {
        if (reply.dead()) {
            return new AgiStep.Heard(new VoiceInput.HungUp());
        }
        if (!reply.done()) {
            return new AgiStep.Fault("Asterisk refused a command with code " + reply.code());
        }
        return switch (doing) {
            case PLAYING -> played(reply, now);
            case RESTING -> gone(reply) ? hungUp() : heardOr(reply, now, this::play);
            case ASKING -> reply.result() == UP ? noFile() : hungUp();
            case WAITING -> gone(reply) ? hungUp() : heardOr(reply, now, this::silent);
        };
    }

    private AgiStep played(AgiReply reply, Instant now) {
        if (reply.result() == AgiReply.GONE) {
            return askWhatIsGone();
        }
        return reply.result() == 0 && reply.isEmpty() ? noFile() : heardOr(reply, now, this::rest);
    }

    private AgiStep noFile() {
        return new AgiStep.Fault("Asterisk cannot play " + folder + '/'
                + tracks.get(at).recording() + ": are the prompts exported there?");
    }

    private static boolean gone(AgiReply reply) {
        return reply.result() == AgiReply.GONE;
    }

    private static AgiStep hungUp() {
        return new AgiStep.Heard(new VoiceInput.HungUp());
    }

    private AgiStep play() {
        if (at >= tracks.size()) {
            return afterWords();
        }
        doing = Doing.PLAYING;
        return new AgiStep.Command(
                "STREAM FILE " + folder + '/' + tracks.get(at).recording() + " \"" + stopping() + '"', LONGEST_FILE);
    }

    /** Keys that stop the words. */
    private String stopping() {
        return next instanceof Collect ? KEYS : "";
    }

    private AgiStep rest() {
        int silence = tracks.get(at).silenceMillis();
        at++;
        if (silence == 0 || at >= tracks.size()) {
            return play();
        }
        doing = Doing.RESTING;
        return wait(Duration.ofMillis(silence));
    }

    private AgiStep askWhatIsGone() {
        doing = Doing.ASKING;
        return new AgiStep.Command("CHANNEL STATUS", Duration.ZERO);
    }

    private AgiStep afterWords() {
        return next.fold(
                this::listen, transfer -> new AgiStep.HandOver(transfer.target()), hangUp -> new AgiStep.Goodbye());
    }

    private AgiStep listen(Collect collect) {
        doing = Doing.WAITING;
        return wait(keys.isEmpty() ? collect.firstDigit() : collect.interDigit());
    }

    private static AgiStep wait(Duration time) {
        return new AgiStep.Command("WAIT FOR DIGIT " + Math.max(1, time.toMillis()), time);
    }

    private AgiStep silent() {
        return new AgiStep.Heard(
                keys.isEmpty() ? new VoiceInput.Silence() : new VoiceInput.Keys(new Secret(keys.toString())));
    }

    private AgiStep heardOr(AgiReply reply, Instant now, java.util.function.Supplier<AgiStep> otherwise) {
        char key = (char) reply.result();
        if (reply.result() == 0) {
            return otherwise.get();
        }
        if (!(next instanceof Collect collect)) {
            return play();
        }
        if (KEYS.indexOf(key) < 0 || isLate(key, now)) {
            return doing == Doing.WAITING ? listen(collect) : play();
        }
        return key(collect, key);
    }

    private boolean isLate(char key, Instant now) {
        boolean is = key == late.key && now.isBefore(late.until);
        late = Late.NONE;
        return is;
    }

    private AgiStep key(Collect collect, char key) {
        if (key != collect.finish()) {
            keys.append(key);
        }
        boolean whole = (keys.length() == 1 && key == collect.alone()) || keys.length() >= collect.max();
        if (key == collect.finish() || whole) {
            return new AgiStep.Heard(new VoiceInput.Keys(new Secret(keys.toString())));
        }
        return listen(collect);
    }
}
