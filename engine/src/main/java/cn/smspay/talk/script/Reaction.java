package cn.smspay.talk.script;

import java.util.List;

/**
 * What follows an outcome.
 *
 * @param say said on the channel of the conversation
 * @param sms sent by short message from a call
 */
public record Reaction(List<Reply> say, List<Reply> sms, Go go, int line) {}
