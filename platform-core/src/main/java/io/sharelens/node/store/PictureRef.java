package io.sharelens.node.store;

/**
 * One attempt at one picture: what is extracted, indexed and searched.
 *
 * @param picture the owner's id of the picture
 * @param attempt id of the attempt
 */
public record PictureRef(String picture, String attempt) {}
