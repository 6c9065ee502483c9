package io.refcache.sample.audit;

/**
 * What the versions of a jar have in common: the folder above the version's one where the
 * path is that of a Maven repository
 * ({@code org/foo/bar/1.0/bar-1.0.jar -> org/foo/bar}), and the path itself elsewhere.
 *
 * @param path the path
 */
record Artifact(String path) {

	static Artifact of(String jar) {
		int file = jar.lastIndexOf('/');
		int version = jar.lastIndexOf('/', file - 1);
		if (version < 1) {
			return new Artifact(jar);
		}
		String folder = jar.substring(0, version);
		String name = folder.substring(folder.lastIndexOf('/') + 1);
		String release = jar.substring(version + 1, file).replaceFirst("-SNAPSHOT$", "");
		return new Artifact(jar.startsWith(name + "-" + release, file + 1) ? folder : jar);
	}

}
