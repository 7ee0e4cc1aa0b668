package cn.smspay.voice.sip;

import java.text.ParseException;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;

/** Work with the SIP library, which announces its failures in three checked exceptions. */
interface SipThrows {
    void run() throws SipException, ParseException, InvalidArgumentException;
}
