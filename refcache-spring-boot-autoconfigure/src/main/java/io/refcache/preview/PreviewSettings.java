package io.refcache.preview;

/**
 * What readers get who ask for nothing else.
 *
 * @param maxSize values larger than this travel as previews
 * @param strategy how previews are made
 * @param pageSize number of elements of a page
 * @param maxValueBytes how many bytes of JSON a value may have to be served whole to who
 * asks for that
 * @since 0.1.0
 */
public record PreviewSettings(int maxSize, PreviewStrategy strategy, int pageSize, long maxValueBytes) {

	/**
	 * The defaults: samples of 1000, pages of 20, values of 16 MB.
	 */
	public static final PreviewSettings DEFAULTS = new PreviewSettings(1000, PreviewStrategy.SAMPLE, 20, 16L << 20);

	public PreviewSettings {
		if (maxSize < 1) {
			throw new IllegalArgumentException("'maxSize' (%d) must be at least 1".formatted(maxSize));
		}
		if (pageSize < 1) {
			throw new IllegalArgumentException("'pageSize' (%d) must be at least 1".formatted(pageSize));
		}
		if (maxValueBytes < 1) {
			throw new IllegalArgumentException("'maxValueBytes' (%d) must be at least 1".formatted(maxValueBytes));
		}
	}

}
