package cn.smspay.sms.pdu;

import com.cloudhopper.smpp.transcoder.PduTranscoderContext;
import org.jspecify.annotations.Nullable;

/** Spares the transcoder the look-up of names that nobody prints. */
enum SilentContext implements PduTranscoderContext {
    INSTANCE;

    @Override
    public @Nullable String lookupResultMessage(int commandStatus) {
        return null;
    }

    @Override
    public @Nullable String lookupTlvTagName(short tag) {
        return null;
    }
}
