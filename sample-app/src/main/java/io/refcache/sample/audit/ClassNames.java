package io.refcache.sample.audit;

import java.util.zip.ZipEntry;

/**
 * Tells which entries of a jar are classes, as {@link JarReport#classes()} defines it,
 * and how these are called.
 */
final class ClassNames {

	private static final String SUFFIX = ".class";

	private ClassNames() {
	}

	static boolean isClass(ZipEntry entry) {
		String path = entry.getName();
		if (!path.endsWith(SUFFIX) || path.startsWith("META-INF/")) {
			return false;
		}
		String file = path.substring(path.lastIndexOf('/') + 1);
		return !file.equals("module-info.class") && !file.equals("package-info.class");
	}

	static String of(ZipEntry entry) {
		String path = entry.getName();
		return path.substring(0, path.length() - SUFFIX.length()).replace('/', '.');
	}

	static String packageOf(ZipEntry entry) {
		String path = entry.getName();
		return path.substring(0, Math.max(0, path.lastIndexOf('/'))).replace('/', '.');
	}

}
