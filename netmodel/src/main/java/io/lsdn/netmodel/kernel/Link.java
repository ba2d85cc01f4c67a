package io.lsdn.netmodel.kernel;

/**
 * A link that we make and own. What may change while it exists ({@code up}, {@code master}, {@code mtu} …) are
 * {@link LinkSetting}s of their own; any other difference means another link under the same name.
 *
 * @param name at most 15 bytes (IFNAMSIZ - 1)
 * @param kind its type with the attributes that are fixed when it is made
 * @param alias the mark by which it is known as ours ({@link Mark})
 */
public record Link(String name, LinkKind kind, String alias) implements KernelObject {
    public Link {
        if (name.isEmpty() || name.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > 15) {
            throw new IllegalArgumentException("a link's name has 1 to 15 bytes: " + name);
        }
    }

    @Override
    public ObjectKey key() {
        return new ObjectKey.OfLink(name);
    }
}
