package cn.smspay.voice.call;

import cn.smspay.talk.dialogue.Spoken;

/** Where the sound of a sentence comes from. Thread-safe; must not block on anything slower than a disk. */
public interface Voice {
    /** The whole sentence as G.711 A-law, 8,000 samples a second, one byte each; any length, possibly empty. */
    byte[] alaw(Spoken utterance);
}
