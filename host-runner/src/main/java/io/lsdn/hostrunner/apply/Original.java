package io.lsdn.hostrunner.apply;

import io.lsdn.netmodel.kernel.LinkSetting;
import java.util.Optional;

/**
 * What a setting of another's interface was before us.
 *
 * @param ifindex the interface's at that time: one that was deleted and made again has other originals
 * @param value empty: it was not set (in no bridge, down, not isolated)
 */
public record Original(String link, int ifindex, LinkSetting.Attribute attribute, Optional<LinkSetting> value) {}
