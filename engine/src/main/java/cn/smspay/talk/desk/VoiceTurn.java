package cn.smspay.talk.desk;

import cn.smspay.talk.dialogue.Spoken;
import cn.smspay.talk.dialogue.VoiceNext;
import java.util.List;

/** What a call does next: it says something, then waits for keys, is handed over, or ends. */
public record VoiceTurn(List<Spoken> say, VoiceNext next) {}
