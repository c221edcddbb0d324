package org.dinotwins.data.picture;

import java.io.IOException;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageInputStreamImpl;

/** A file whose beginning is replaced by other bytes. Closing it leaves the file open. */
final class SplicedInput extends ImageInputStreamImpl {
    private final byte[] head;
    private final ImageInputStream rest;
    private final long from;

    /** The file as it is, with a position of its own. */
    SplicedInput(ImageInputStream file) {
        this(new byte[0], file, 0);
    }

    /** @param from offset in {@code rest} of the byte that follows the head */
    SplicedInput(byte[] head, ImageInputStream rest, long from) {
        this.head = head;
        this.rest = rest;
        this.from = from;
    }

    @Override
    public int read() throws IOException {
        bitOffset = 0;
        int value;
        if (streamPos < head.length) {
            value = head[(int) streamPos] & 0xFF;
        } else {
            rest.seek(from + streamPos - head.length);
            value = rest.read();
        }
        if (value >= 0) {
            streamPos++;
        }
        return value;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        bitOffset = 0;
        int ofHead = (int) Math.max(0, Math.min(length, head.length - streamPos));
        if (ofHead > 0) {
            System.arraycopy(head, (int) streamPos, to, offset, ofHead);
        }
        int ofRest = 0;
        // Readers of whole numbers take a short read for the end of the file, so both parts are read at once.
        if (ofHead < length) {
            rest.seek(from + streamPos + ofHead - head.length);
            ofRest = rest.read(to, offset + ofHead, length - ofHead);
        }
        int count = ofHead + Math.max(0, ofRest);
        streamPos += count;
        return count == 0 ? ofRest : count;
    }

    @Override
    public long length() {
        try {
            long length = rest.length();
            return length < 0 ? -1 : head.length + length - from;
        } catch (IOException e) {
            return -1;
        }
    }
}
