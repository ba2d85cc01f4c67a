package io.lsdn.hostrunner.apply;

/** The kernel can not be read or spoken to. */
public final class KernelException extends Exception {
    private static final long serialVersionUID = 1;

    private final int errno;
    private final String message;

    /**
     * @param errno as in errno(3), positive
     * @param message what was asked, the errno's name and text, the kernel's extended error text
     */
    public KernelException(int errno, String message) {
        super(message);
        this.errno = errno;
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }

    public int errno() {
        return errno;
    }
}
