/**
 * Ansible's inventories: sources come in ({@link io.lsdn.controller.inventory.InventoryLoader}), hosts, groups and
 * variables come out ({@link io.lsdn.controller.inventory.Inventory}), with every problem as data.
 *
 * <p>Facts about the formats were found out by running ansible-core 2.14, which is also the oracle of the tests.
 */
@NullMarked
package io.lsdn.controller.inventory;

import org.jspecify.annotations.NullMarked;
