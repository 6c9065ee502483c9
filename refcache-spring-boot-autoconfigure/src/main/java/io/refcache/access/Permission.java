package io.refcache.access;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * One thing that an actor may do with a reference.
 *
 * @since 0.1.0
 */
public enum Permission {

	/**
	 * See the value, whole or in part.
	 */
	READ(1),

	/**
	 * Put a value under a key.
	 */
	WRITE(2),

	/**
	 * Change a task: cancel it, run it again.
	 */
	UPDATE(4),

	/**
	 * Remove it.
	 */
	DELETE(8),

	/**
	 * Have it computed, or used by a computation, without seeing it.
	 */
	EXECUTE(16);

	/**
	 * No permission.
	 */
	public static final Set<Permission> NONE = Set.of();

	/**
	 * All but {@link #EXECUTE}.
	 */
	public static final Set<Permission> CRUD = of(READ, WRITE, UPDATE, DELETE);

	/**
	 * All permissions.
	 */
	public static final Set<Permission> FULL = of(READ, WRITE, UPDATE, DELETE, EXECUTE);

	private final int bit;

	Permission(int bit) {
		this.bit = bit;
	}

	/**
	 * Its bit where permissions are a number: READ 1, WRITE 2, UPDATE 4, DELETE 8,
	 * EXECUTE 16.
	 * @return a power of two
	 */
	public int bit() {
		return this.bit;
	}

	/**
	 * A set of permissions.
	 * @param first one of them
	 * @param others the others
	 * @return an unmodifiable set, in the order of the bits
	 */
	public static Set<Permission> of(Permission first, Permission... others) {
		return Collections.unmodifiableSet(EnumSet.of(first, others));
	}

	/**
	 * Permissions as a number.
	 * @param permissions the permissions
	 * @return the sum of their bits, 31 for all
	 */
	public static int bits(Set<Permission> permissions) {
		return permissions.stream().mapToInt(Permission::bit).sum();
	}

}
