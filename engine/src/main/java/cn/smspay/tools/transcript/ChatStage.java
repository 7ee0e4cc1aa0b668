package cn.smspay.tools.transcript;

import cn.smspay.talk.script.Scripts;

/** Where transcripts are played, one case at a time, each on an empty database. */
interface ChatStage extends AutoCloseable {
    ChatPlayer.Result play(ChatFile.Case played, Scripts scripts);

    @Override
    void close();
}
