namespace YoloV1.Tests;

/// <summary>YAML as people's tools write it, and of the kinds that brought readers down.</summary>
internal static class YamlSeeds
{
    /// <summary>Files that are right.</summary>
    public static IReadOnlyList<string> Valid { get; } =
    [
        """
        train: ../train/images
        val: ../valid/images
        test: ../test/images

        nc: 3
        names: ['card', 'face down', 'it''s a "joker"']

        roboflow:
          workspace: someone-x1y2z
          project: cards-8tq9c
          version: 4
          license: CC BY 4.0
          url: https://universe.roboflow.com/someone-x1y2z/cards-8tq9c/dataset/4
        """,
        """
        # COCO8-pose, 8 images
        path: ../datasets/coco8-pose # dataset root dir
        train: images/train # train images (relative to 'path') 4 images
        val: images/val
        test: # test images (optional)

        # Keypoints
        kpt_shape: [17, 3] # number of keypoints, number of dims
        flip_idx: [0, 2, 1, 4, 3, 6, 5, 8, 7, 10, 9, 12, 11, 14, 13, 16, 15]

        names:
          0: person
          1: traffic light
          2: "no"

        download: https://example.org/coco8-pose.zip
        """,
        """
        %YAML 1.2
        ---
        path: .
        train:
          - images/train2007
          - images/train2012
        val: val.txt
        names: {0: aeroplane, 1: bicycle, "2": bird,}
        download: |
          from pathlib import Path
          for image_set in ("train", "val"):
              print(f'{image_set}: done')  # not a comment
        note: >-
          folded
          into a line
        ...
        """,
        """
        # To repeat this run: yolov1 train --options runs/cards/options.yaml
        recipe: small
        data: '/home/someone/my cards/cards.yaml'
        split: train
        image-size: 224
        epochs: 135
        learning-rate: 1E-3
        rate-steps: '2:5,5:0.1'
        cache-gb: 0.5
        tensorboard: no
        """,
        """{"path": "C:/data", "train": "images\/train", "names": ["a\tb", "\u00e9", "\U0001F600", null, 1.0, true]}""",
        "train: images\r\nnames:\r\n- Straße\r\n- 'пёс'\r\n- 犬\r\n- 🐕\r\n",
        "? train\n: images\n? names\n: - &first a\n  - !!str 1\n  - ! b\nempty:\nlist: []\nmap: {}\n",
    ];

    /// <summary>Files that are wrong, each in its own way.</summary>
    public static IReadOnlyList<string> Hostile { get; } =
    [
        "&r\n? &k [*k]\n: 1\nnames: [a]\n",
        "a: &a [x,x,x]\nb: &b [*a,*a,*a]\ntrain: x\nnames:\n  ? *b\n  : cat\n",
        "!x a: images\ntrain: images\nnames: [a]\n",
        "path: .\ntrain: images/train\nnames: [a, b\nval: images/train\n",
        "path: .\ntrain:\n : ima\"ges\nn2: &x bges\nn2: &ird\nnc: 3\n",
        "path: .\ntrain:\n  - images\nnames:\n  0: cat\n! 4294967296: &x bi{}rd\nnc: 3\n",
        "a: 1\n---\nb: 2\n--- [c]\n...\n",
        "<<: *base\n%TAG !y! tag:x,2000:\n---\n!y!z {a: !!binary aGk=}\n",
        "a:\n\tb: 'c\n d: \"\\x0\\e\\ud83d\\q\n",
        "[[[[[[[[{{{{- - - ? ? : : > | @ ` %",
    ];
}
