package cn.smspay.sms.smpp;

import com.cloudhopper.smpp.pdu.BaseBind;
import com.cloudhopper.smpp.pdu.BindReceiver;
import com.cloudhopper.smpp.pdu.BindTransceiver;
import com.cloudhopper.smpp.pdu.BindTransmitter;
import com.cloudhopper.smpp.type.Address;

/** Writes the bind request. */
final class BindRequest {
    private BindRequest() {}

    static BaseBind<?> of(SmppBindSettings.Login login) {
        BaseBind<?> bind = switch (login.mode()) {
            case TRANSCEIVER -> new BindTransceiver();
            case TRANSMITTER -> new BindTransmitter();
            case RECEIVER -> new BindReceiver();
        };
        bind.setSystemId(login.systemId());
        bind.setPassword(login.password().reveal());
        bind.setSystemType(login.systemType());
        bind.setInterfaceVersion((byte) login.interfaceVersion());
        bind.setAddressRange(new Address((byte) login.addressTon(), (byte) login.addressNpi(), login.addressRange()));
        return bind;
    }
}
