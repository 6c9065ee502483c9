package io.refcache.sample.audit;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The form that names of groups have.
 */
final class GroupNames {

	static final String CURE = "write it as a path below the root, such as 'org/springframework', or leave it empty for all jars";

	private static final int MAX_LENGTH = 512;

	private GroupNames() {
	}

	/**
	 * Refuses names that are no plain relative path.
	 * @param name the name
	 * @return the name without a slash at its end; empty if it is blank
	 */
	static String check(@Nullable String name) {
		if (name == null || name.isBlank()) {
			return "";
		}
		if (name.length() > MAX_LENGTH) {
			throw new InvalidGroupException("is longer than " + MAX_LENGTH + " characters");
		}
		if (name.chars().anyMatch(Character::isISOControl)) {
			throw new InvalidGroupException("holds a control character");
		}
		if (name.indexOf('\\') >= 0) {
			throw new InvalidGroupException("holds a backslash");
		}
		if (name.startsWith("/") || name.matches("[A-Za-z]:.*")) {
			throw new InvalidGroupException("is an absolute path");
		}
		String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
		if (List.of(path.split("/", -1)).stream().anyMatch(GroupNames::isNoFolder)) {
			throw new InvalidGroupException("has a part that is empty, '.' or '..'");
		}
		return path;
	}

	private static boolean isNoFolder(String part) {
		return part.isBlank() || part.equals(".") || part.equals("..");
	}

}
